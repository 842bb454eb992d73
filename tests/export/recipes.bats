# The recipes of docs/records-system.md, carried out.

setup() {
	load setup
	samples "$work/in"
	convert -o "$work/out" "$work/in"
}

teardown() {
	[ ! -d "$work/pg/data" ] || as_user "$bin/pg_ctl" -D "$work/pg/data" -m immediate stop >/dev/null 2>&1 || true
}

# as_user COMMAND...: as one who is not root, which PostgreSQL wants.
as_user() {
	if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi
}

@test "SQL: problems of a year not yet done, by unit" {
	"$zhengli" export --to sqlite --into "$work/live.db" "$work/out"
	query=$(sed -n '/^    sqlite3 live.db "SELECT unit/,/DESC"$/p' "$root/docs/records-system.md" | sed 's/^ *sqlite3 live.db "//; s/"$//; s/year = 2021/year > 2000/')
	[ -n "$query" ]
	rows=$(sqlite3 "$work/live.db" "$query" | awk -F'|' '{ n += $2 } END { print n }')
	[ "$rows" -eq "$(sqlite3 "$work/live.db" "SELECT count(*) FROM findings WHERE state <> 'done' AND status <> 'group'")" ]
	[ "$(sqlite3 "$work/live.db" "SELECT count(*) FROM measures WHERE text LIKE '%台账%'")" -ge 0 ]
}

@test "XPath, and Python with the namespace" {
	for record in "$work"/out/records/*.xml; do
		xmllint --xpath 'count(//*[local-name() = "finding"][@status = "unanswered"]//*[local-name() = "statement"])' "$record"
	done
	sed -n "/^    python3 - OUT/,/^    END/p" "$root/docs/records-system.md" | sed '1d; $d; s/^    //' >"$work/read.py"
	[ "$(python3 "$work/read.py" "$work/out/records/lists.docx.xml" | wc -l)" -ge 2 ]
}

@test "states and deadlines of the samples are what the reports say" {
	"$zhengli" export --to sqlite --into "$work/live.db" "$work/out"
	# A state, or a date, stands for each attribute that has one in words.
	[ "$(sqlite3 "$work/live.db" "SELECT count(*) FROM attributes WHERE name = 'state' AND text LIKE '%已完成%' AND value <> 'done'")" -eq 0 ]
	[ "$(sqlite3 "$work/live.db" "SELECT count(*) FROM attributes WHERE name = 'deadline' AND text GLOB '*[0-9][0-9][0-9][0-9]年*月*' AND value IS NULL")" -eq 0 ]
	[ "$(sqlite3 "$work/live.db" "SELECT count(*) FROM findings WHERE state = 'done' AND state_from IS NULL")" -eq 0 ]
}

@test "deliver to a real PostgreSQL: it has what there is, after each run" {
	bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
	[ -n "$bin" ] || skip "PostgreSQL is not installed"
	command -v jq >/dev/null || skip "jq is not installed"
	mkdir -m 777 "$work/pg"
	chmod 755 "$BATS_RUN_TMPDIR" "$(dirname "$work")" "$work" 2>/dev/null || true
	as_user "$bin/initdb" -D "$work/pg/data" -A trust -U feed -E UTF8 --locale=C >/dev/null || skip "PostgreSQL cannot be set up here"
	as_user "$bin/pg_ctl" -D "$work/pg/data" -w -o "-c listen_addresses='' -k $work/pg" -l "$work/pg/log" start >/dev/null || skip "PostgreSQL cannot be started here"
	export PGHOST=$work/pg PGUSER=feed PGDATABASE=postgres
	mkdir "$work/spool"
	printf '[register]\nto = jsonl\nspool = %s\ncommand = %s\ntries = 1\n' "$work/spool" "$root/docs/postgresql-import" >"$work/out/deliver.conf"
	for step in first changed gone; do
		case $step in
		changed) cp "$work/in/lists.docx" "$work/in/inline.docx" ;;
		gone) rm "$work/in/inline.docx" ;;
		esac
		convert -o "$work/out" "$work/in"
		"$zhengli" deliver register "$work/out"
		"$zhengli" changes "$work/out" | jq -r 'select(.op == "put") | "\(.path)|\(.sha256)"' | sort >"$work/expected"
		psql -XAt -c 'SELECT path, record_sha256 FROM reports ORDER BY path' | sort | diff "$work/expected" -
		rm -f "$work/full"
		"$zhengli" export --to sqlite -o "$work/full" "$work/out"
		sqlite3 "$work/full" "SELECT path, key, state, coalesce(deadline, '') FROM findings ORDER BY 1, 2" >"$work/expected"
		psql -XAt -c 'SELECT path, key, state, deadline FROM findings ORDER BY path COLLATE "C", key COLLATE "C"' | diff "$work/expected" -
	done
	[ "$(psql -XAt -c 'SELECT token FROM feeds')" = "$(token)" ]
	as_user "$bin/pg_ctl" -D "$work/pg/data" -m immediate stop >/dev/null
	cp "$work/in/lists.docx" "$work/in/again.docx"
	convert -o "$work/out" "$work/in"
	run "$zhengli" deliver register "$work/out"
	[ "$status" -eq 75 ]
}
