# zhengli review: pages of OUT that stand on their own.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	input=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
	pages=$BATS_TEST_TMPDIR/pages
	mkdir "$input"
}

# write NAME: a report of standard input.
write() {
	cat >"$BATS_TEST_TMPDIR/text"
	"$build/tests/generator/make" "$BATS_TEST_TMPDIR/text" "$input/$1.docx"
}

@test "every paragraph of every document stands on its page, to the character" {
	everything "$input"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	"$zhengli" review "$out" --all -o "$pages"
	"$root/tests/review/pages" "$out" "$pages"
	"$zhengli" review "$out" --all --lang en -o "$pages.en"
	"$root/tests/review/pages" "$out" "$pages.en"
}

@test "a report that would be a script is text" {
	write '"><img src=x onerror=alert(1)>' < <(sed 's/RLO/\xe2\x80\xae/;s/ZWSP/\xe2\x80\x8b/' <<-'TEXT'
		@title <script>alert('title')</script>"><svg onload=alert(2)>
		一、</div></main></body><script src=//example.invalid/x></script>
		（一）关于“]]>&lt;&amp;<!--”的问题。
		整改情况：aRLObZWSPc " onmouseover="alert(3) ' x='
		javascript:alert(4)
	TEXT
	)
	"$zhengli" run --normalise strict -o "$out" "$input"
	"$zhengli" review "$out" -o "$pages"
	"$root/tests/review/pages" "$out" "$pages"
	grep -q '<i class=u data-c=202E>U+202E</i>' "$pages"/r/*.html
	! grep -rn '<script>\|<img\|<svg\|<!--' "$pages" --include=*.html || false
	! grep -n '[<>&]' "$pages"/d/0*.js || false
	! grep -q $'\u202e' "$pages"/d/0*.js || false
}

@test "the same state gives the same bytes, and replaces what was there" {
	samples "$input"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	"$zhengli" review "$out" -o "$pages"
	cp -r "$pages" "$pages.first"
	"$zhengli" review "$out" -o "$pages"
	same "$pages.first" "$pages"
	[ "$(stat -c %a "$pages")" = 700 ]
	[ -z "$(find "$BATS_TEST_TMPDIR" -name '*.part-*')" ]
}

@test "a folder that holds other things is left alone" {
	samples "$input"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	mkdir "$pages"
	echo mine >"$pages/index.html"
	run "$zhengli" review "$out" -o "$pages"
	[ "$status" -eq 2 ]
	[ "$(cat "$pages/index.html")" = mine ]
	[ "$(ls "$pages")" = index.html ]
}

@test "pages for the worst, the sample and those selected; the index has all" {
	samples "$input"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	"$zhengli" review "$out" -o "$pages" --worst 0 --sample 0 --select 'l*.docx'
	[ "$(ls "$pages/r" | tr '\n' ' ')" = "labelled.docx.html ledger.docx.html lists.docx.html " ]
	[ "$(grep -c '^\[' "$pages/d/00000.js")" -eq 6 ]
	"$zhengli" review "$out" -o "$pages" --worst 0 --sample 2
	[ "$(ls "$pages/r" | wc -l)" -eq 2 ]
	"$zhengli" review "$out" -o "$pages" --worst 0 --sample 100%
	[ "$(ls "$pages/r" | wc -l)" -eq 6 ]
}

@test "a record that is not what was published is an error" {
	samples "$input"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	sed -i 's/垃圾/拉圾/' "$out/records/inline.docx.xml"
	run "$zhengli" review "$out" -o "$pages"
	[ "$status" -eq 3 ]
	[[ "$output" == *inline.docx*--verify* ]]
	[ ! -e "$pages" ]
}

@test "a run at work: 75" {
	samples "$input"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	run python3 - "$zhengli" "$out" "$pages" <<-'PY'
		import fcntl, struct, subprocess, sys
		lock = open(sys.argv[2] + "/lock", "r+")
		fcntl.fcntl(lock, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
		sys.exit(subprocess.run([sys.argv[1], "review", sys.argv[2], "-o", sys.argv[3]]).returncode)
	PY
	[ "$status" -eq 75 ]
}

@test "since a token: pages for what became other; the index has all" {
	samples "$input"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	"$zhengli" review "$out" -o "$pages"
	token=$(jq -r .token "$pages/review.json")
	"$zhengli" review "$out" -o "$pages" --since "$token"
	[ "$(find "$pages/r" -name '*.html' 2>/dev/null | wc -l)" -eq 0 ]
	[ "$(grep -c '^\[' "$pages/d/00000.js")" -eq 6 ]
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" "$input/new.docx"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	"$zhengli" review "$out" -o "$pages" --since "$token"
	[ "$(ls "$pages/r")" = new.docx.html ]
	run "$zhengli" review "$out" -o "$pages" --since "0123:4"
	[ "$status" -eq 2 ]
}

@test "without telephone numbers: they stand nowhere in the pages, and places still fit" {
	samples "$input"
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	grep -q '0991-5550172' "$out/records/inline.docx.xml"
	"$zhengli" review "$out" -o "$pages" --all --without phone,email
	! grep -rq '0991-5550172' "$pages" || false
	grep -q '\*\*\*\*-\*\*\*\*\*\*\*\|\*\{12\}' "$pages/r/inline.docx.html"
	[ "$(ls "$pages/r" | wc -l)" -eq 6 ]
}

@test "killed at any instant: the folder is whole, or not there" {
	samples "$input"
	for i in $(seq 12); do
		cp "$input/inline.docx" "$input/copy$i.docx"
	done
	"$zhengli" run --no-progress -o "$out" "$input" || [ $? -eq 1 ]
	"$zhengli" review "$out" --all -o "$pages.whole"
	for i in $(seq 24); do
		"$zhengli" review "$out" --all -o "$pages" >/dev/null 2>&1 &
		sleep "0.0$((i * 2 % 10))$((i % 10))"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
		[ ! -e "$pages" ] || same "$pages.whole" "$pages"
		[ $((i % 3)) -ne 0 ] || rm -rf "$pages"
	done
	rm -rf "$BATS_TEST_TMPDIR"/*.part-*
	"$zhengli" review "$out" --all -o "$pages"
	same "$pages.whole" "$pages"
}
