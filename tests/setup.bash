# setup.bash: what every .bats file begins with: where things are, and helpers.
# ZL_BUILD: the build folder (default build/); ZL_SHARED: the shared reports (default ../shared).

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${ZL_BUILD:-$root/build}
shared=${ZL_SHARED:-$root/../shared}
zhengli=$build/pipeline/zhengli
export LC_ALL=C.UTF-8
umask 022

# stage NAME: the path of a stage program.
stage() {
	echo "$build/stages/$1/zhengli-$1"
}

# samples FOLDER: make the .docx files of all samples there.
samples() {
	mkdir -p "$1"
	for source in "$root"/samples/reports/*.txt; do
		"$build/tests/generator/make" "$source" "$1/$(basename "$source" .txt).docx"
	done
}

# everything FOLDER: samples, and what of the shared reports is there, in folders below it.
# The shared ones are linked file by file, so that the tree below FOLDER is real.
everything() {
	samples "$1/samples"
	for name in docx reports corpus; do
		[ ! -d "$shared/$name" ] || cp -rL "$shared/$name" "$1/$name"
	done
	chmod -R u+w "$1"
}

# line FILE: the four programs in a row, FILE known as it is named to the first.
line() {
	"$(stage unpack)" --name "$2" "$1" | "$(stage normalise)" | "$(stage extract)" | "$(stage emit)"
}

# same A B: the two trees hold the same files with the same bytes.
same() {
	diff -r "$1" "$2"
}

# valid FOLDER: every record there is valid against the schema in the tree.
valid() {
	find "$1" -name '*.xml' -print0 |
		xargs -0 -r xmllint --noout --schema "$root/schemas/record.xsd" 2>&1 |
		{ ! grep -v ' validates$'; }
}

# code FILE: the code of a failure file.
code() {
	xmllint --xpath 'string(/*/@code)' "$1"
}

# complete: what only has to hold when a piece of work is whole (translations, completions, the page of codes):
# .ci/run sets ZL_COMPLETE and asks for it, so that half-done work can be tested without it.
complete() {
	[ -n "${ZL_COMPLETE:-}" ] || skip "asked by .ci/run, which sets ZL_COMPLETE"
}
