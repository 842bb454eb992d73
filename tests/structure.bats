# The tree as such: which way its parts point, what they export, whose words stand in it.

setup() {
	load setup
}

@test "every include points down, every export is named zl_" {
	"$root/tests/structure/includes" "$build"
}

@test "no text of others stands in the project" {
	run "$root/tests/structure/own-words" "$shared"
	echo "$output"
	[ "$status" -ne 77 ] || skip "$output"
	[ "$status" -eq 0 ]
}

@test "a copied sentence would be found" {
	mkdir "$BATS_TEST_TMPDIR/seeds"
	grep 垃圾转运站 "$root/samples/reports/inline.txt" >"$BATS_TEST_TMPDIR/seeds/000.txt"
	run "$root/tests/structure/own-words" "$BATS_TEST_TMPDIR"
	[ "$status" -eq 1 ]
	[[ "$output" == *samples/reports/inline.txt* ]]
}

@test "no machine's path, and no unfinished business, in the sources" {
	cd "$root"
	run grep -rnE '/(home|root|srv)/|TODO|FIXME|XXX:' --include='*.[ch]' --include='*.py' --include='*.build' \
		stages pipeline samples tests schemas meson.build
	echo "$output"
	[ "$status" -eq 1 ]
}

@test "every library that the build asks for is installed by tests/install-packages" {
	command -v dpkg-query >/dev/null || skip "this is no Debian"
	cd "$root"
	grep -rhoE "dependency\('[^']+'" --include=meson.build . | cut -d"'" -f2 | sort -u >"$BATS_TEST_TMPDIR/names"
	[ -s "$BATS_TEST_TMPDIR/names" ]
	while read -r name; do
		file=$(pkg-config --path "$name")
		package=$(dpkg-query -S "$(realpath "$file")" | cut -d: -f1)
		echo "$name: $package"
		grep -qw -- "$package" tests/install-packages
	done <"$BATS_TEST_TMPDIR/names"
}
