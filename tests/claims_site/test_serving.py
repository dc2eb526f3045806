from claims_site import serving


def test_the_server_keeps_its_sign_of_life_off_the_disk_where_it_can():
    command = serving.command(bind="127.0.0.1:8000", workers=2)

    assert command[command.index("--bind") + 1] == "127.0.0.1:8000"
    assert ("--worker-tmp-dir" in command) == serving._MEMORY.is_dir()
