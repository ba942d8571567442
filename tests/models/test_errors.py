import pickle

from models.errors import AppError, Cancelled, ImportFailed


def test_failed_import_names_the_file_the_fault_and_the_remedy() -> None:
    error = ImportFailed("甲.txt", "是空文件", "请换一个文件")
    assert str(error) == "“甲.txt”是空文件。请换一个文件。"


def test_failed_import_travels_between_processes() -> None:
    error = ImportFailed("甲.txt", "是空文件", "请换一个文件")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.file_name) == (str(error), "甲.txt")


def test_cancelled_is_said_to_the_user() -> None:
    assert isinstance(Cancelled(), AppError)
    assert str(Cancelled()) == "已取消"
