"""A data folder that another machine or a company holds too is refused, with advice; an own disk is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.domain.errors import JobError
from coach.i18n import LANGUAGES, Speaker
from coach.store import open_store
from coach.store.drives import is_network, mounted, mounted_by_mac, refuse_shared, synchronised

MOUNTS = r"""
24 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 24 0:40 / /mnt/school rw,relatime shared:1 - nfs4 server:/export rw,vers=4.2
31 24 0:41 / /mnt/office rw,relatime - cifs //server/share rw
32 24 0:42 / /home/hoa/cloud rw,nosuid - fuse.rclone remote: rw
33 24 8:17 / /media/hoa/My\040USB rw - fuseblk /dev/sdb1 rw
34 24 0:43 / /mnt/c rw - 9p C:\134 rw,dirsync,aname=drvfs;path=C:\
35 24 0:44 / /gofer rw - 9p none rw,trans=fd
36 30 8:33 / /mnt/school/own rw - ext4 /dev/sdc1 rw
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//hoa@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by hoa)
fuse-t:/x on /Volumes/My Cloud (macfuse, nodev)
"""


@pytest.mark.parametrize(
    ("folder", "refused"),
    [
        ("/home/hoa/coach", False),
        ("/mnt/school", True),
        ("/mnt/school/coach/data", True),
        ("/mnt/school/own/data", False),
        ("/mnt/schools", False),
        ("/mnt/office/x", True),
        ("/home/hoa/cloud/x", True),
        ("/media/hoa/My USB/data", False),
        ("/mnt/c/Users/hoa", True),
        ("/gofer/x", False),
    ],
)
def test_network_drives_are_told_from_own_disks(folder: str, refused: bool) -> None:
    assert is_network(Path(folder), mounted(MOUNTS)) is refused


@pytest.mark.parametrize(
    ("folder", "refused"),
    [("/Users/hoa/x", False), ("/Volumes/share/x", True), ("/Volumes/My Cloud/x", True)],
)
def test_the_same_on_a_mac(folder: str, refused: bool) -> None:
    assert is_network(Path(folder), mounted_by_mac(MAC)) is refused


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/hoa/OneDrive/coach", "OneDrive"),
        ("/home/hoa/OneDrive - Hội Nông dân/coach", "OneDrive"),
        ("/home/hoa/Dropbox (Personal)/coach", "Dropbox"),
        ("/home/hoa/Google Drive/coach", "Google Drive"),
        ("/home/hoa/GoogleDrive/coach", "Google Drive"),
        ("/Volumes/GoogleDrive/My Drive/coach", "Google Drive"),
        ("/Users/hoa/Library/Mobile Documents/com~apple~CloudDocs/coach", "iCloud"),
        ("/home/hoa/iCloudDrive/coach", "iCloud"),
        ("/Users/hoa/Library/CloudStorage/Box-Box/coach", "Box"),
        ("/Users/hoa/Library/CloudStorage/Other/coach", "CloudStorage"),
        ("/home/hoa/Nextcloud/coach", "Nextcloud"),
        ("/home/hoa/my dropbox notes/coach", None),
        ("/home/hoa/.local/share/chot-don", None),
    ],
)
def test_folders_of_synchronising_programs_are_known_by_name(folder: str, service: str | None) -> None:
    assert synchronised(Path(folder), {}) == service


def test_onedrive_is_known_by_its_variables_and_others_by_their_marks(tmp_path: Path) -> None:
    assert synchronised(tmp_path / "x", {"OneDriveConsumer": str(tmp_path)}) == "OneDrive"
    assert synchronised(tmp_path / "x", {"OneDrive": ""}) is None
    (tmp_path / ".stfolder").mkdir()
    assert synchronised(tmp_path / "x" / "y", {}) == "Syncthing"


def test_it_is_refused_before_anything_is_written_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    for folder in (tmp_path / "Dropbox" / "data", tmp_path / "link" / "data"):
        with pytest.raises(JobError, match=r"store\.synchronised"):
            open_store(folder)
    assert list((tmp_path / "Dropbox").iterdir()) == []
    refuse_shared(tmp_path / "data")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sentence", ["store.synchronised", "store.network"])
def test_the_advice_names_the_way_out(language: str, sentence: str) -> None:
    told = Speaker(language).say(sentence, folder="D:/x", service="Dropbox")
    assert "COACH_DATA" in told
