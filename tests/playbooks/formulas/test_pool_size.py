from playbooks.formulas.pool_size import each, needed, served_at_once


def test_needed_connections_follow_rate_and_time() -> None:
    assert needed(300, 10) == 4
    assert needed(1, 1) == 1


def test_the_database_serves_twice_its_cores_and_a_spindle() -> None:
    assert served_at_once(8) == 17


def test_processes_share_what_the_database_serves() -> None:
    assert each(8, processes=4) == 4
    assert each(2, processes=100) == 1
