# Sources that are gone, went by another name, are there twice, or are being written.

setup() {
	load setup
	samples "$work/in"
	rm "$work/in/truncated.docx"
	convert -o "$work/out" "$work/in"
}

@test "status names what is gone, renamed and double" {
	rm "$work/in/inline.docx"
	mv "$work/in/lists.docx" "$work/in/renamed.docx"
	cp "$work/in/survey.docx" "$work/in/twin.docx"
	convert -o "$work/out" "$work/in"
	[ "$("$zhengli" status --gone "$work/out" | paste -sd' ')" = "inline.docx lists.docx" ]
	[ "$("$zhengli" status --renamed "$work/out")" = "lists.docx	renamed.docx" ]
	[ "$("$zhengli" status --double "$work/out")" = "twin.docx	survey.docx" ]
	[ "$("$zhengli" status --double --null "$work/out" | tr '\0' '+')" = "twin.docx+" ]
}

@test "prune removes records of what is gone, tells it, and what comes back is converted" {
	before=$(token)
	cp "$work/in/inline.docx" "$work/keep.docx"
	touch -r "$work/in/inline.docx" "$work/stamp"
	rm "$work/in/inline.docx"
	convert -o "$work/out" "$work/in"
	middle=$(token)
	[ "$("$zhengli" prune --dry-run "$work/out" 2>/dev/null)" = inline.docx ]
	[ -f "$work/out/records/inline.docx.xml" ]
	[ "$("$zhengli" prune "$work/out" 2>/dev/null)" = inline.docx ]
	[ ! -e "$work/out/records/inline.docx.xml" ]
	[ -z "$("$zhengli" prune "$work/out" 2>/dev/null)" ]
	[ "$(changes "$middle")" = "delete inline.docx missing" ]
	[ "$(changes "$before")" = "delete inline.docx missing" ]
	cp "$work/keep.docx" "$work/in/inline.docx"
	touch -r "$work/stamp" "$work/in/inline.docx"
	convert -o "$work/out" "$work/in"
	[ -f "$work/out/records/inline.docx.xml" ]
	[ "$(changes "$before")" = "put inline.docx" ]
	"$zhengli" export --to csv -o "$work/csv" "$work/out"
}

@test "killed while it prunes, the next prune and the next run go on" {
	command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip "strace cannot trace here"
	for call in unlinkat pwrite64 fdatasync; do
		for at in 1 2 3; do
			rm -rf "$work/o" "$work/i"
			cp -a "$work/in" "$work/i"
			convert -o "$work/o" "$work/i"
			rm "$work/i/inline.docx" "$work/i/lists.docx"
			convert -o "$work/o" "$work/i"
			strace -qq -o /dev/null -e trace="$call" -e inject="$call:signal=KILL:when=$at" "$zhengli" prune "$work/o" >/dev/null 2>&1 || true
			cp "$work/in/inline.docx" "$work/i"
			convert -o "$work/o" "$work/i"
			"$zhengli" prune "$work/o" >/dev/null 2>&1
			"$zhengli" export --to csv -o "$work/csv" "$work/o"
			rm -r "$work/csv"
			[ -f "$work/o/records/inline.docx.xml" ]
			[ ! -e "$work/o/records/lists.docx.xml" ]
		done
	done
}

@test "a folder that is empty all at once is not believed" {
	mkdir "$work/aside"
	mv "$work"/in/* "$work/aside"
	run "$zhengli" run -o "$work/out" "$work/in"
	[ "$status" -eq 3 ]
	[[ "$output" == *"is something not mounted? --allow-empty"* ]]
	[ "$(sqlite3 "$work/out/state.db" 'SELECT count(*) FROM documents WHERE missing IS NOT NULL')" -eq 0 ]
	run "$zhengli" run -n -o "$work/out" "$work/in"
	[ "$status" -eq 3 ]
	"$zhengli" run --allow-empty -o "$work/out" "$work/in"
	[ "$(sqlite3 "$work/out/state.db" 'SELECT count(*) FROM documents WHERE missing IS NULL')" -eq 0 ]
	"$zhengli" run -o "$work/out" "$work/in"
	mv "$work"/aside/* "$work/in"
	"$zhengli" run -o "$work/out" "$work/in"
}

@test "--settle: what is still being written is converted once, when it is whole" {
	mkdir "$work/hot"
	(
		for ((piece = 0; piece < 10; piece++)); do
			tail -c +$((piece * 1000 + 1)) "$work/in/inline.docx" | head -c $((piece < 9 ? 1000 : 1000000)) >>"$work/hot/a.docx"
			sleep 0.5
		done
	) &
	for ((second = 0; second < 12; second++)); do
		"$zhengli" run --settle 2 --log "$work/hot.log" -o "$work/hotout" "$work/hot"
		sleep 0.9
	done
	wait
	[ "$(jq -s '[.[] | select(.event == "end") | .converted] | add' "$work/hot.log")" -eq 1 ]
	[ "$(jq -s '[.[] | select(.event == "end") | .failed] | add' "$work/hot.log")" -eq 0 ]
	[ "$(jq -s '[.[] | select(.event == "end") | .unsettled] | add' "$work/hot.log")" -gt 0 ]
	# One that is known keeps its record meanwhile.
	touch "$work/hot/a.docx"
	"$zhengli" run --settle 60 -o "$work/hotout" "$work/hot"
	[ "$(sqlite3 "$work/hotout/state.db" 'SELECT count(*) FROM documents WHERE missing IS NULL')" -eq 1 ]
}

@test "a run that meets an export ends with 75, and waits for it when it may" {
	python3 -c 'import fcntl, struct, sys, time
lock = open(sys.argv[1])
fcntl.fcntl(lock, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0))
open(sys.argv[2], "w"); time.sleep(2)' "$work/out/lock" "$work/held" &
	until [ -e "$work/held" ]; do sleep 0.1; done
	run "$zhengli" run -o "$work/out" "$work/in"
	[ "$status" -eq 75 ]
	"$zhengli" export --to csv -o "$work/csv" "$work/out" # two that read go together
	"$zhengli" run --wait 10 -o "$work/out" "$work/in"
	wait
}
