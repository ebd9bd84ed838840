@echo off
rem Press this file: it finds or unpacks a Python, then starts start.py beside it.
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set "HOME_OF=%LOCALAPPDATA%\ChotDonKit"
set "OWN=%HOME_OF%\python-@PYTHON@"
set "BROUGHT="
for %%F in ("python\*.tar.gz") do set "BROUGHT=%%~fF"
if not defined BROUGHT goto search
if exist "%OWN%\python\python.exe" goto own
if exist "%OWN%" rmdir /s /q "%OWN%"
mkdir "%OWN%"
tar -xzf "%BROUGHT%" -C "%OWN%"
if errorlevel 1 goto search
:own
"%OWN%\python\python.exe" start.py %*
goto ended
:search
py -@PYTHON@ -c "import venv" >nul 2>nul
if errorlevel 1 goto missing
py -@PYTHON@ start.py %*
goto ended
:missing
echo Máy này chưa có Python @PYTHON@. Xem tệp DOC-TRUOC.html, mục cuối.
echo This laptop has no Python @PYTHON@. See DOC-TRUOC.html, last part.
pause
exit /b 4
:ended
if errorlevel 1 pause
