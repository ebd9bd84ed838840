#!/bin/sh
# Press this file: it finds or unpacks a Python, then starts start.py beside it.
cd "$(dirname "$0")" || exit 1
kit=$(pwd)
case "$(uname)" in
  Darwin) home="$HOME/Library/Application Support/ChotDonKit" ;;
  *) home="${XDG_DATA_HOME:-$HOME/.local/share}/chot-don-kit" ;;
esac

fits() { "$1" -c 'import sys, venv; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' >/dev/null 2>&1; }

brought=$(ls "$kit"/python/*.tar.gz 2>/dev/null | head -n 1)
if [ -n "$brought" ]; then
  own="$home/python-@PYTHON@"
  if [ ! -x "$own/python/bin/python3" ]; then
    rm -rf "$own.part" && mkdir -p "$own.part" && tar -xzf "$brought" -C "$own.part" \
      && rm -rf "$own" && mv "$own.part" "$own"
  fi
  set -- "$own/python/bin/python3" "$@"
else
  found=""
  for one in python@PYTHON@ python3 python /usr/local/bin/python@PYTHON@ \
    "/Library/Frameworks/Python.framework/Versions/@PYTHON@/bin/python3"; do
    if fits "$one"; then found=$one; break; fi
  done
  if [ -z "$found" ]; then
    echo "Máy này chưa có Python @PYTHON@. Xem tệp DOC-TRUOC.html, mục cuối."
    echo "This laptop has no Python @PYTHON@. See DOC-TRUOC.html, last part."
    printf "Enter ..." && read -r _
    exit 4
  fi
  set -- "$found" "$@"
fi
python=$1
shift
"$python" "$kit/start.py" "$@"
code=$?
if [ "$code" -ne 0 ] && [ -t 0 ]; then printf "Enter ..." && read -r _; fi
exit "$code"
