# zhengli changes: what became of documents since a token.

setup() {
	load setup
	need jq
	samples "$work/in"
	rm -f "$work"/in/truncated.docx
	convert -o "$work/out" "$work/in"
}

@test "a rename is told as one, and back again" {
	before=$(token)
	mv "$work/in/inline.docx" "$work/in/renamed.docx"
	convert -o "$work/out" "$work/in"
	[ "$(changes "$before" | sort)" = "delete inline.docx missing
put renamed.docx inline.docx" ]
	between=$(token)
	mv "$work/in/renamed.docx" "$work/in/inline.docx"
	convert -o "$work/out" "$work/in"
	[ "$(changes "$between" | sort)" = "delete renamed.docx missing
put inline.docx renamed.docx" ]
	# Those who slept through both have what they had, and hear so.
	[ "$(changes "$before" | sort)" = "delete renamed.docx missing
put inline.docx renamed.docx" ]
}

@test "two that leave with the same bytes are no move" {
	cp "$work/in/inline.docx" "$work/in/twin.docx"
	convert -o "$work/out" "$work/in"
	before=$(token)
	mv "$work/in/inline.docx" "$work/in/renamed.docx"
	rm "$work/in/twin.docx"
	convert -o "$work/out" "$work/in"
	[ "$(changes "$before" | sort)" = "delete inline.docx missing
delete twin.docx missing
put renamed.docx" ]
}

@test "a conversion that gives the same bytes is no change" {
	before=$(token)
	convert --verify -o "$work/out" "$work/in"
	[ -z "$(changes "$before")" ]
	# Limits do not stand in a record; failures are tried again, and fail the same.
	convert --timeout 59 -o "$work/out" "$work/in"
	[ -z "$(changes "$before")" ]
	convert --changes 0 -o "$work/out" "$work/in"
	[ -n "$(changes "$before")" ]
}

@test "a document that fails from now on is withdrawn" {
	before=$(token)
	printf GIF89a >"$work/in/inline.docx"
	convert -o "$work/out" "$work/in"
	[ "$(changes "$before")" = "delete inline.docx failed" ]
	"$zhengli" changes --since "$before" "$work/out" | jq -es '.[0].code == "not-a-zip"'
}

@test "tokens: of another OUT, of the future, none at all; the end is told" {
	for wrong in 0123456789abcdef:1 "$(token)9" nonsense ":" "$(token | cut -d: -f1)" "$(token | cut -d: -f1):-1"; do
		run "$zhengli" changes --since "$wrong" "$work/out"
		[ "$status" -eq 2 ]
		[[ "$output" == *"begin again with --since 0"* ]]
	done
	run "$zhengli" changes --since "$(token)" "$work/out"
	[ "$status" -eq 0 ]
	[ "$output" = "{\"token\":\"$(token)\",\"more\":false}" ]
}

@test "in pieces it is the same as at once" {
	since=0
	: >"$work/pieces"
	while :; do
		"$zhengli" changes --since "$since" --limit 2 "$work/out" >"$work/piece"
		grep '"op"' "$work/piece" >>"$work/pieces" || true
		since=$(jq -r 'select(.token).token' "$work/piece")
		[ "$(jq -r 'select(.token).more' "$work/piece")" = true ] || break
	done
	"$zhengli" changes "$work/out" | grep '"op"' >"$work/once"
	cmp "$work/pieces" "$work/once"
}

@test "what is told of is published, byte for byte" {
	"$zhengli" changes "$work/out" | jq -r 'select(.op == "put") | "\(.sha256)  \(.file)"' >"$work/sums"
	[ "$(wc -l <"$work/sums")" -ge 5 ]
	cd "$work/out"
	sha256sum --quiet -c "$work/sums"
}

@test "a merged OUT has counters and an instance of its own" {
	for shard in 1 2; do
		convert --shard $shard/2 -o "$work/s$shard" "$work/in"
	done
	"$zhengli" merge "$work/merged" "$work/s1" "$work/s2" || [ $? -eq 1 ]
	"$zhengli" changes "$work/merged" | jq -r 'select(.op) | "\(.path) \(.sha256)"' | sort >"$work/a"
	"$zhengli" changes "$work/out" | jq -r 'select(.op) | "\(.path) \(.sha256)"' | sort >"$work/b"
	cmp "$work/a" "$work/b"
	[ "$("$zhengli" changes "$work/merged" | jq -r 'select(.token).token' | cut -d: -f1)" != "$(token | cut -d: -f1)" ]
}

@test "an OUT of before there were changes is numbered by name" {
	convert -o "$work/new" "$work/in"
	sqlite3 "$work/new/state.db" "DROP TRIGGER documents_new; DROP TRIGGER documents_other;
		DROP INDEX documents_change; DROP TABLE intents; DROP TABLE targets; DROP TABLE passed_over;
		ALTER TABLE documents DROP COLUMN change; ALTER TABLE documents DROP COLUMN acknowledged;
		DROP INDEX documents_doubt; ALTER TABLE documents DROP COLUMN corrections;
		ALTER TABLE documents DROP COLUMN doubt; ALTER TABLE documents DROP COLUMN flags;
		DELETE FROM meta WHERE name = 'instance'; PRAGMA user_version = 2"
	run "$zhengli" changes "$work/new"
	[ "$status" -eq 3 ]
	convert -o "$work/new" "$work/in"
	"$zhengli" changes "$work/new" | jq -r 'select(.op).path' >"$work/a"
	LC_ALL=C sort "$work/a" | cmp - "$work/a"
}
