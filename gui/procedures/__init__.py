"""What leads the user through a task, each for one window: importing, exporting, reading again, versions, 项目文件."""
