# What systems lack that archives have: a PCRE2 that compiles to no machine code (LoongArch), converters of glibc's.

setup() {
	load ../setup
	in=$BATS_TEST_TMPDIR/in
	samples "$in"
}

@test "without JIT records are the same" {
	command -v gcc >/dev/null || skip "gcc is not installed"
	! ldd "$zhengli" | grep -q libasan || skip "sanitizers want to come first"
	cat >"$BATS_TEST_TMPDIR/no_jit.c" <<-'END'
		int pcre2_jit_compile_8(void *code, unsigned options)
		{
			(void)code, (void)options;
			return -45; /* PCRE2_ERROR_JIT_BADOPTION, as a library without says */
		}
	END
	gcc -shared -fPIC -o "$BATS_TEST_TMPDIR/no_jit.so" "$BATS_TEST_TMPDIR/no_jit.c"
	"$zhengli" run -q --sandbox=auto -o "$BATS_TEST_TMPDIR/with" "$in" || [ $? -eq 1 ]
	LD_PRELOAD=$BATS_TEST_TMPDIR/no_jit.so "$zhengli" run -q --sandbox=auto -o "$BATS_TEST_TMPDIR/without" "$in" || [ $? -eq 1 ]
	same "$BATS_TEST_TMPDIR/with/records" "$BATS_TEST_TMPDIR/without/records"
}

@test "where glibc's converters are not installed the run says which package has them" {
	unshare --mount true 2>/dev/null || skip "no mount namespaces here"
	gconv=$(dirname "$(find /usr/lib* -name gconv-modules -path '*gconv/*' 2>/dev/null | head -n 1)")
	[ -d "$gconv" ] || skip "there are none here"
	run unshare --mount bash -c 'mount -t tmpfs none "$1"; shift; exec "$@"' x "$gconv" "$zhengli" run -o "$BATS_TEST_TMPDIR/out" "$in"
	[ "$status" -eq 3 ]
	[[ "$output" == *GB18030*libc6* ]]
	[ ! -e "$BATS_TEST_TMPDIR/out/records" ]
}
