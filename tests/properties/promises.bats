# The promises of the design, over the samples and, where they are, the shared reports and corpus.

setup_file() {
	load ../setup
	export input=$BATS_FILE_TMPDIR/in first=$BATS_FILE_TMPDIR/first
	mkdir "$input"
	everything "$input"
	touch "$BATS_FILE_TMPDIR/begin"
	find "$input" -type f -exec sha256sum {} + | sort >"$BATS_FILE_TMPDIR/sums"
	"$zhengli" run -o "$first" "$input" 2>"$BATS_FILE_TMPDIR/messages" || [ $? -eq 1 ]
}

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	out=$BATS_TEST_TMPDIR/out
}

# again ARGUMENT...: another run gives the same records and failures.
again() {
	"$@" || [ $? -eq 1 ]
	same "$first/records" "$out/records"
	same "$first/failed" "$out/failed"
}

@test "every file has a record or a failure or is passed over, and every record is valid" {
	documents=$(find "$input" -type f | grep -vc '/~\$')
	results=$(($(find "$first/records" "$first/failed" -name '*.xml' | wc -l) + $("$zhengli" status --passed-over "$first" | wc -l)))
	echo "documents $documents, results $results"
	[ "$documents" -eq "$results" ]
	valid "$first/records"
}

@test "promise 1: the pieces of each paragraph are that paragraph" {
	# What normalise hands on is what the record must hold.
	cd "$input"
	find . -name '*.docx' | while IFS= read -r source; do
		record=$first/records/$source.xml
		[ -f "$record" ] || continue
		document=$BATS_TEST_TMPDIR/$source.xml
		mkdir -p "$(dirname "$document")"
		"$(stage unpack)" "$source" | "$(stage normalise)" >"$document"
		printf '%s\0%s\0' "$record" "$document"
	done >"$BATS_TEST_TMPDIR/pairs"
	[ -s "$BATS_TEST_TMPDIR/pairs" ]
	xargs -0 -n 200 "$root/tests/properties/pieces" <"$BATS_TEST_TMPDIR/pairs"
}

@test "reports made of stretches of reports have records, and those are valid" {
	mkdir "$BATS_TEST_TMPDIR/mixed"
	"$root/tests/properties/mixed" --seed 2 "$BATS_TEST_TMPDIR/mixed" "$root"/tests/layouts/*.txt
	# One begins as the owner file of a document does, and is as long.
	printf '5.%054d' 0 | head -c 54 >"$BATS_TEST_TMPDIR/mixed/owner.txt"
	"$zhengli" run --no-progress --kinds txt --allow-empty -o "$out" "$BATS_TEST_TMPDIR/mixed"
	[ "$(find "$out/records" -name '*.xml' | wc -l)" -gt 9900 ]
}

@test "promise 3: the same bytes in another locale and time zone" {
	LC_ALL=zh_CN.GB18030 LANG=tr_TR.UTF-8 LANGUAGE=zh TZ=Asia/Kathmandu \
		again "$zhengli" run -o "$out" "$input"
}

@test "promise 3: the same bytes with one worker and with many" {
	again "$zhengli" run -j 1 -o "$out" "$input"
	rm -r "$out"
	again "$zhengli" run -j 5 -o "$out" "$input"
}

@test "promise 3: the same bytes when the documents come one by one, last first" {
	cp -r "$input" "$BATS_TEST_TMPDIR/all"
	mkdir "$BATS_TEST_TMPDIR/growing"
	cd "$BATS_TEST_TMPDIR/all"
	for folder in $(ls -r); do
		mv "$folder" "$BATS_TEST_TMPDIR/growing/"
		"$zhengli" run -o "$out" "$BATS_TEST_TMPDIR/growing" || [ $? -eq 1 ]
	done
	same "$first/records" "$out/records"
	same "$first/failed" "$out/failed"
}

@test "promise 3: the four programs in a row give the driver's bytes" {
	for folder in samples docx reports; do
		[ -d "$input/$folder" ] || continue
		for source in "$input/$folder"/*.docx; do
			name=${source#"$input/"}
			result=$first/records/$name.xml
			[ -f "$result" ] || result=$first/failed/$name.xml
			line "$source" "$name" 2>/dev/null | cmp - "$result"
		done
	done
}

@test "a second run does nothing" {
	cp -r "$first" "$out"
	find "$out/records" "$out/failed" -type f -printf '%p %T@ %i\n' | sort >"$BATS_TEST_TMPDIR/before"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	find "$out/records" "$out/failed" -type f -printf '%p %T@ %i\n' | sort >"$BATS_TEST_TMPDIR/after"
	cmp "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
}

@test "promise 6: sources are only read, and nothing but the output folder is written" {
	find "$input" -type f -exec sha256sum {} + | sort | cmp - "$BATS_FILE_TMPDIR/sums"
	[ -z "$(find "$input" -newer "$BATS_FILE_TMPDIR/begin")" ]
	command -v strace >/dev/null || skip "strace is not installed"
	# Workers are closed to others of the same user, strace included.
	[ "$(id -u)" -eq 0 ] || skip "needs root to look into the workers"
	strace -f -y -qq -o "$BATS_TEST_TMPDIR/trace" \
		-e trace=open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,utimensat \
		"$zhengli" run --sandbox=off -o "$out" "$input/samples" || [ $? -eq 1 ]
	# What is left after calls that only read, that failed, or that name the output folder. A
	# worker offers itself to the kernel, should memory run out: that is no file.
	grep -vE '= -1 |O_RDONLY|resumed>|/dev/null|"/proc/self/oom_score_adj"' "$BATS_TEST_TMPDIR/trace" | grep -vF "$out" |
		grep -E 'O_WRONLY|O_RDWR|O_CREAT|rename|unlink|mkdir|link|truncate|chmod|utimens' >"$BATS_TEST_TMPDIR/outside" || true
	cat "$BATS_TEST_TMPDIR/outside"
	[ ! -s "$BATS_TEST_TMPDIR/outside" ]
}
