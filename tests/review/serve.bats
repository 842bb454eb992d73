# zhengli review --serve: what it answers, and to whom.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	command -v curl >/dev/null || skip "curl is not installed"
	input=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
	store=$BATS_TEST_TMPDIR/corrections
	jar=$BATS_TEST_TMPDIR/jar
	mkdir "$input"
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" "$input/inline.docx"
	"$build/tests/generator/make" "$root/samples/reports/labelled.txt" "$input/b & c.docx"
	"$zhengli" run --no-progress -o "$out" "$input"
	serve --by 王
}

teardown() {
	[ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
}

# serve OPTION...: begins to serve; sets url (with the token), port and here.
serve() {
	rm -f "$BATS_TEST_TMPDIR/url"
	"$zhengli" review --serve "$out" --corrections "$store" "$@" >"$BATS_TEST_TMPDIR/url" 2>"$BATS_TEST_TMPDIR/said" 3>&- &
	server=$!
	for _ in $(seq 100); do
		[ ! -s "$BATS_TEST_TMPDIR/url" ] || break
		kill -0 "$server" 2>/dev/null || {
			! grep -q 'built without' "$BATS_TEST_TMPDIR/said" || skip "built without libmicrohttpd"
			cat "$BATS_TEST_TMPDIR/said"
			return 1
		}
		sleep 0.1
	done
	url=$(cat "$BATS_TEST_TMPDIR/url")
	here=${url%%/\?*}
	port=${here##*:}
	curl -s -o /dev/null -c "$jar" "$url"
}

# status CURL-ARGUMENT...: what a request with the cookie is answered.
status() {
	curl -s -o "$BATS_TEST_TMPDIR/body" -w '%{http_code}' -b "$jar" --path-as-is "$@"
}

# bundle N READS [CHECKED BY]: corrections of inline.docx as a page sends them.
bundle() {
	sha=$(sha256sum <"$input/inline.docx" | cut -c1-64)
	echo "<bundle xmlns='urn:zhengli:corrections:1'><corrections source='$sha' path='inline.docx' checked='${3:-2026-12-01}' by='${4:-王}'>" \
		"<unit n='$1' words='${words:-一是盯住}' reads='$2'/></corrections></bundle>" >"$BATS_TEST_TMPDIR/bundle.xml"
}

# save CURL-ARGUMENT...: the bundle, as a page sends it.
save() {
	status -H "Origin: $here" -H 'X-Zhengli: 1' -H 'Content-Type: application/xml' \
		--data-binary "@$BATS_TEST_TMPDIR/bundle.xml" "$@" "$here/save"
}

@test "pages for those who have the token, and for nobody else" {
	[ "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "$url")" = "303 $here/" ]
	curl -s -D- -o /dev/null "$url" | grep -qi "^Set-Cookie: zl$port=[0-9a-f]\{32\}; HttpOnly; SameSite=Strict; Path=/"
	[ "$(status "$here/")" = 200 ]
	[ "$(status "$here/index.html")" = 200 ]
	[ "$(status "$here/r/inline.docx.html")" = 200 ]
	[ "$(status "$here/r/b%20%26%20c.docx.html")" = 200 ]
	[ "$(status "$here/d/00000.js")" = 200 ]
	[ "$(status "$here/d/names.js")" = 200 ]
	[ "$(status "$here/review.css")" = 200 ]
	[ "$(status "$here/review.js")" = 200 ]
	[ "$(status "http://localhost:$port/" -H "Cookie: a=b; zl$port=${url##*=}")" = 200 ]
	[ "$(status -I "$here/")" = 200 ]
	[ "$(curl -s -o /dev/null -w '%{http_code}' "$here/")" = 403 ]
	[ "$(curl -s -o /dev/null -w '%{http_code}' "$here/?t=00000000000000000000000000000000")" = 403 ]
	[ "$(curl -s -o /dev/null -w '%{http_code}' -b "zl$port=${url##*=}0" "$here/")" = 403 ]
	[ "$(status -H 'Host: evil.invalid' "$here/")" = 421 ]
	[ "$(status -H 'Host: 127.0.0.1' "$here/")" = 421 ]
	[ "$(status -H 'Sec-Fetch-Site: cross-site' "$here/")" = 403 ]
	[ "$(status -H 'Sec-Fetch-Site: same-site' "$here/")" = 403 ]
	[ "$(status -X PUT "$here/")" = 405 ]
	[ "$(status -X DELETE "$here/r/inline.docx.html")" = 405 ]
	[ "$(status -X POST -d x "$here/")" = 405 ]
	# Only on loopback.
	ss -ltn 2>/dev/null | grep ":$port " | grep -qv '127.0.0.1' && return 1
	true
}

@test "no file is opened by a name from a URL" {
	for path in //etc/passwd /../../../../etc/passwd /r/../../state.db /r/..%2f..%2fstate.db /%2e%2e/state.db /r//etc/passwd \
		/records/inline.docx.xml /state.db /lock /d/00001.js /d/../state.db /r/inline.docx.html/ /r/inline.docx.html%00 /r/inline.docx.xml; do
		[ "$(status "$here$path")" = 404 ] || { echo "$path"; return 1; }
		! grep -q 'root:\|SQLite\|<record' "$BATS_TEST_TMPDIR/body" || false
	done
}

@test "every answer says what browsers may do with it" {
	for path in / /r/inline.docx.html /review.js /nothing; do
		curl -s -D "$BATS_TEST_TMPDIR/head" -o /dev/null -b "$jar" "$here$path"
		for line in "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" \
			'X-Content-Type-Options: nosniff' 'Referrer-Policy: no-referrer' 'Cross-Origin-Resource-Policy: same-origin' \
			'Cross-Origin-Opener-Policy: same-origin' 'X-Frame-Options: DENY' 'Cache-Control: no-store'; do
			grep -qF "$line" "$BATS_TEST_TMPDIR/head" || { echo "$path: $line"; return 1; }
		done
	done
}

@test "saving keeps the corrections and answers with the new page; the record is left alone" {
	before=$(sha256sum "$out/records/inline.docx.xml")
	bundle 20 finding
	[ "$(save)" = 200 ]
	grep -q '读法变了的段落：<a href=#p20>20</a>；问题 9（原 8）' "$BATS_TEST_TMPDIR/body"
	grep -q '<div class="p q" id=p20' "$BATS_TEST_TMPDIR/body"
	[ "$(find "$store" -name '*.xml' | wc -l)" -eq 1 ]
	[ "$(sha256sum "$out/records/inline.docx.xml")" = "$before" ]
	# The page stays so, and the index knows; the same once more is no change.
	[ "$(status "$here/r/inline.docx.html")" = 200 ]
	grep -q '<div class="p q" id=p20' "$BATS_TEST_TMPDIR/body"
	grep -q 'data-verb=.{"v":"unit","n":20' "$BATS_TEST_TMPDIR/body"
	[ "$(save)" = 200 ]
	status "$here/" >/dev/null
	grep -q '已更正' "$BATS_TEST_TMPDIR/body"
	# A run takes it, and the pages show what it made.
	"$zhengli" run --no-progress --corrections "$store" -o "$out" "$input"
	[ "$(sha256sum "$out/records/inline.docx.xml")" != "$before" ]
	[ "$(status "$here/r/inline.docx.html")" = 200 ]
	grep -q '<div class="p q" id=p20' "$BATS_TEST_TMPDIR/body"
}

@test "what cannot be kept is refused, and nothing is written" {
	bundle 20 finding
	[ "$(here=http://evil.invalid save --connect-to "evil.invalid:80:127.0.0.1:$port" -H "Host: 127.0.0.1:$port")" = 403 ]
	[ "$(status -H 'X-Zhengli: 1' -H 'Content-Type: application/xml' --data-binary "@$BATS_TEST_TMPDIR/bundle.xml" "$here/save")" = 403 ]
	[ "$(status -H "Origin: $here" -H 'Content-Type: application/xml' --data-binary "@$BATS_TEST_TMPDIR/bundle.xml" "$here/save")" = 403 ]
	[ "$(status -H "Origin: $here" -H 'X-Zhengli: 1' -H 'Content-Type: text/plain' --data-binary "@$BATS_TEST_TMPDIR/bundle.xml" "$here/save")" = 415 ]
	words=二是 bundle 20 finding
	[ "$(save)" = 422 ]
	grep -q '没有保存：第 20 段' "$BATS_TEST_TMPDIR/body"
	echo '<bundle xmlns="urn:zhengli:corrections:1"><bad/></bundle>' >"$BATS_TEST_TMPDIR/bundle.xml"
	[ "$(save)" = 400 ]
	echo '<!DOCTYPE b [<!ENTITY e SYSTEM "file:///etc/passwd">]><bundle xmlns="urn:zhengli:corrections:1">&e;</bundle>' >"$BATS_TEST_TMPDIR/bundle.xml"
	[ "$(save)" = 400 ]
	bundle 20 finding
	sed -i "s/path='inline.docx'/path='..\/..\/etc\/passwd'/" "$BATS_TEST_TMPDIR/bundle.xml"
	[ "$(save)" = 404 ]
	bundle 20 finding
	sed -i "s/source='..../source='0000/" "$BATS_TEST_TMPDIR/bundle.xml"
	[ "$(save)" = 404 ]
	head -c 70000 /dev/zero >"$BATS_TEST_TMPDIR/bundle.xml"
	[ "$(save)" = 413 ]
	[ "$(save -H 'Transfer-Encoding: chunked')" = 413 ]
	[ -z "$(find "$store" -type f)" ]
	[ "$(status "$here/")" = 200 ]
}

@test "what somebody else checked since is not written over; a source that changed is told" {
	bundle 20 finding 2026-12-02 甲
	[ "$(save)" = 200 ]
	bundle 20 section 2026-12-01 乙
	[ "$(save)" = 409 ]
	grep -q '甲 已核过' "$BATS_TEST_TMPDIR/body"
	[ "$(find "$store" -name '*.conflict.xml' | wc -l)" -eq 1 ]
	echo more >>"$input/inline.docx"
	bundle 20 section 2026-12-03 甲
	sed -i "s/source='[0-9a-f]*'/source='$(basename "$(ls "$store"/*/*[0-9a-f].xml | grep -v conflict)" .xml)'/" "$BATS_TEST_TMPDIR/bundle.xml"
	[ "$(save)" = 409 ]
	grep -q 'other bytes' "$BATS_TEST_TMPDIR/body"
}

@test "random requests: it stays, and gives nothing away" {
	"$root/tests/review/requests" "$url" "${ZL_REQUESTS:-1000}"
	[ "$(status "$here/")" = 200 ]
	[ -z "$(find "$store" -type f)" ]
	kill "$server"
	wait "$server"
}

@test "it ends when nobody asks any more, and on a signal; other options and settings are refused" {
	kill "$server"
	wait "$server"
	serve --idle 1s
	wait "$server"
	run "$zhengli" review --serve "$out" --corrections "$store" --normalise strict
	[ "$status" -eq 3 ]
	[[ "$output" == *"other rules or settings"* ]]
	run "$zhengli" review --serve "$out"
	[ "$status" -eq 2 ]
	run "$zhengli" review --serve "$out" --corrections "$store" -o "$BATS_TEST_TMPDIR/pages"
	[ "$status" -eq 2 ]
	run "$zhengli" review --serve "$out" --corrections "$store" --port "$port" --idle 0h
	[ "$status" -eq 2 ]
}
