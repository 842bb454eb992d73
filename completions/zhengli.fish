# fish completion of zhengli(1), made by completions/make.
complete -c zhengli -n __fish_use_subcommand -f -a run -d 'convert what is new or changed'
complete -c zhengli -n '__fish_seen_subcommand_from run' -l allow-empty
complete -c zhengli -n '__fish_seen_subcommand_from run' -l anyway
complete -c zhengli -n '__fish_seen_subcommand_from run' -l changes -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l corrections -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l cpu-time -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -s n -l dry-run
complete -c zhengli -n '__fish_seen_subcommand_from run' -l exclude -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l fail-fast
complete -c zhengli -n '__fish_seen_subcommand_from run' -l files-from -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l follow
complete -c zhengli -n '__fish_seen_subcommand_from run' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from run' -l include -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -s j -l jobs -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l kinds -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l limit -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l log -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l max-failures -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l memory -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l metrics -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l no-progress
complete -c zhengli -n '__fish_seen_subcommand_from run' -l normalise -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -s 0 -l null
complete -c zhengli -n '__fish_seen_subcommand_from run' -l one-file-system
complete -c zhengli -n '__fish_seen_subcommand_from run' -l only-rules -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -s o -l output -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -s q -l quiet
complete -c zhengli -n '__fish_seen_subcommand_from run' -l recycle -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l rules -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l sandbox -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l settle -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l shard -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l timeout -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l umask -r
complete -c zhengli -n '__fish_seen_subcommand_from run' -l verify
complete -c zhengli -n '__fish_seen_subcommand_from run' -l wait -r
complete -c zhengli -n __fish_use_subcommand -f -a retry -d 'convert again what failed'
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l changes -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l code -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l corrections -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l cpu-time -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l fail-fast
complete -c zhengli -n '__fish_seen_subcommand_from retry' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from retry' -s j -l jobs -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l limit -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l log -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l max-failures -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l memory -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l metrics -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l no-progress
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l normalise -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l only-rules -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -s q -l quiet
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l recycle -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l rules -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l sandbox -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l timeout -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l umask -r
complete -c zhengli -n '__fish_seen_subcommand_from retry' -l wait -r
complete -c zhengli -n __fish_use_subcommand -f -a status -d 'say how things stand in OUT'
complete -c zhengli -n '__fish_seen_subcommand_from status' -l acknowledged
complete -c zhengli -n '__fish_seen_subcommand_from status' -l code -r
complete -c zhengli -n '__fish_seen_subcommand_from status' -l double
complete -c zhengli -n '__fish_seen_subcommand_from status' -l doubtful
complete -c zhengli -n '__fish_seen_subcommand_from status' -l failed
complete -c zhengli -n '__fish_seen_subcommand_from status' -l gone
complete -c zhengli -n '__fish_seen_subcommand_from status' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from status' -l new
complete -c zhengli -n '__fish_seen_subcommand_from status' -s 0 -l null
complete -c zhengli -n '__fish_seen_subcommand_from status' -l passed-over
complete -c zhengli -n '__fish_seen_subcommand_from status' -l renamed
complete -c zhengli -n __fish_use_subcommand -f -a acknowledge -d 'mark failures as known'
complete -c zhengli -n '__fish_seen_subcommand_from acknowledge' -l all
complete -c zhengli -n '__fish_seen_subcommand_from acknowledge' -l code -r
complete -c zhengli -n '__fish_seen_subcommand_from acknowledge' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from acknowledge' -l undo
complete -c zhengli -n __fish_use_subcommand -f -a report -d 'write the report on OUT as JSON'
complete -c zhengli -n '__fish_seen_subcommand_from report' -s h -l help
complete -c zhengli -n __fish_use_subcommand -f -a merge -d 'put shards together into one OUT'
complete -c zhengli -n '__fish_seen_subcommand_from merge' -s h -l help
complete -c zhengli -n __fish_use_subcommand -f -a changes -d 'tell what changed since a token'
complete -c zhengli -n '__fish_seen_subcommand_from changes' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from changes' -l limit -r
complete -c zhengli -n '__fish_seen_subcommand_from changes' -l since -r
complete -c zhengli -n __fish_use_subcommand -f -a export -d 'write OUT for a records system'
complete -c zhengli -n '__fish_seen_subcommand_from export' -l batch -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l check -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l code -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l columns -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l describe -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -s n -l dry-run
complete -c zhengli -n '__fish_seen_subcommand_from export' -l embed
complete -c zhengli -n '__fish_seen_subcommand_from export' -l files
complete -c zhengli -n '__fish_seen_subcommand_from export' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from export' -l into -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l layout
complete -c zhengli -n '__fish_seen_subcommand_from export' -l no-bom
complete -c zhengli -n '__fish_seen_subcommand_from export' -l object-root -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l schema -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l select -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l sidecar -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l sidecar-encoding -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l sidecar-template
complete -c zhengli -n '__fish_seen_subcommand_from export' -l since -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l skip-incomplete
complete -c zhengli -n '__fish_seen_subcommand_from export' -l strict
complete -c zhengli -n '__fish_seen_subcommand_from export' -l to
complete -c zhengli -n '__fish_seen_subcommand_from export' -l wait -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l without -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -l xslt -r
complete -c zhengli -n '__fish_seen_subcommand_from export' -s o -r
complete -c zhengli -n __fish_use_subcommand -f -a deliver -d 'hand over to a records system what changed'
complete -c zhengli -n '__fish_seen_subcommand_from deliver' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from deliver' -l keep -r
complete -c zhengli -n __fish_use_subcommand -f -a prune -d 'remove the records of sources that are gone'
complete -c zhengli -n '__fish_seen_subcommand_from prune' -s n -l dry-run
complete -c zhengli -n '__fish_seen_subcommand_from prune' -s h -l help
complete -c zhengli -n __fish_use_subcommand -f -a show -d 'show the findings of a record or a report'
complete -c zhengli -n '__fish_seen_subcommand_from show' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from show' -l only-rules -r
complete -c zhengli -n '__fish_seen_subcommand_from show' -l rules -r
complete -c zhengli -n '__fish_seen_subcommand_from show' -l sandbox -r
complete -c zhengli -n __fish_use_subcommand -f -a explain -d 'show what each paragraph was read as, and why'
complete -c zhengli -n '__fish_seen_subcommand_from explain' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from explain' -l only-rules -r
complete -c zhengli -n '__fish_seen_subcommand_from explain' -l rules -r
complete -c zhengli -n '__fish_seen_subcommand_from explain' -l sandbox -r
complete -c zhengli -n __fish_use_subcommand -f -a rules -d 'whether rule files are sound and their examples read'
complete -c zhengli -n '__fish_seen_subcommand_from rules' -s h -l help
complete -c zhengli -n __fish_use_subcommand -f -a correct -d 'keep what people say of how FILE was read'
complete -c zhengli -n '__fish_seen_subcommand_from correct' -l by -r
complete -c zhengli -n '__fish_seen_subcommand_from correct' -l checked
complete -c zhengli -n '__fish_seen_subcommand_from correct' -l corrections -r
complete -c zhengli -n '__fish_seen_subcommand_from correct' -s n -l dry-run
complete -c zhengli -n '__fish_seen_subcommand_from correct' -l from -r
complete -c zhengli -n '__fish_seen_subcommand_from correct' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from correct' -l import -r
complete -c zhengli -n __fish_use_subcommand -f -a corrections -d 'which corrections are needed still; examples for rules'
complete -c zhengli -n '__fish_seen_subcommand_from corrections' -l corrections -r
complete -c zhengli -n '__fish_seen_subcommand_from corrections' -s h -l help
complete -c zhengli -n __fish_use_subcommand -f -a gold -d 'checked records as answers for score'
complete -c zhengli -n '__fish_seen_subcommand_from gold' -s h -l help
complete -c zhengli -n __fish_use_subcommand -f -a review -d 'write pages on which people check what was read'
complete -c zhengli -n '__fish_seen_subcommand_from review' -l all
complete -c zhengli -n '__fish_seen_subcommand_from review' -l by -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l corrections -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from review' -l idle -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l lang
complete -c zhengli -n '__fish_seen_subcommand_from review' -l normalise -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l only-rules -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l open
complete -c zhengli -n '__fish_seen_subcommand_from review' -s o -l output -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l port -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l rules -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l sample -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l select -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l serve -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l since -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l without -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l worst -r
complete -c zhengli -n '__fish_seen_subcommand_from review' -l yes
complete -c zhengli -n __fish_use_subcommand -f -a score -d 'compare records with hand-checked answers'
complete -c zhengli -n '__fish_seen_subcommand_from score' -s h -l help
complete -c zhengli -n '__fish_seen_subcommand_from score' -l json
complete -c zhengli -n '__fish_seen_subcommand_from score' -l list
complete -c zhengli -n '__fish_seen_subcommand_from score' -l min -r
complete -c zhengli -n __fish_use_subcommand -f -a help
