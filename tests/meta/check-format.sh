#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C file is laid out as .clang-format says.
cd "$(dirname "$0")/../.."
git ls-files '*.c' '*.h' | xargs clang-format-14 --dry-run -Werror
