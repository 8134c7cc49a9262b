# bash completion for steelyard-cli                          -*- shell-script -*-
# SPDX-License-Identifier: GPL-3.0-or-later

_steelyard_cli ()
{
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]} first=2 options=
  local common='--format --progress --help'
  local run='--as-of --model --version'

  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'new import info model score explain changes backtest error threshold drift migration grid ready stages fairness segment types clean identity attribute account treatment consent forget note export chart report check --help --version' -- "$cur"))
    return
  fi
  case $command in
    model | segment | error | threshold | types | clean | identity | attribute | account | treatment | consent | note)
      if ((COMP_CWORD == 2)); then
        case $command in
          model) COMPREPLY=($(compgen -W 'new set show list diff restore request-review approve return reviews require-review publish spec suggest half-life review care checked due freeze calibrate --help' -- "$cur")) ;;
          segment) COMPREPLY=($(compgen -W 'set show list count backtest cluster conflicts use remove --help' -- "$cur")) ;;
          error) COMPREPLY=($(compgen -W 'label list --help' -- "$cur")) ;;
          threshold) COMPREPLY=($(compgen -W 'set show --help' -- "$cur")) ;;
          attribute) COMPREPLY=($(compgen -W 'list protect release --help' -- "$cur")) ;;
          account) COMPREPLY=($(compgen -W 'list score compare backtest grid migration ready --help' -- "$cur")) ;;
          treatment) COMPREPLY=($(compgen -W 'list --help' -- "$cur")) ;;
          consent) COMPREPLY=($(compgen -W 'set show --help' -- "$cur")) ;;
          types) COMPREPLY=($(compgen -W 'list set alias mute gaps fill --help' -- "$cur")) ;;
          clean) COMPREPLY=($(compgen -W 'preview apply list undo --help' -- "$cur")) ;;
          note) COMPREPLY=($(compgen -W 'add list remove --help' -- "$cur")) ;;
          identity) COMPREPLY=($(compgen -W 'report candidates rule --help' -- "$cur")) ;;
        esac
        return
      fi
      command+=" ${COMP_WORDS[2]}"
      first=3
      ;;
  esac

  case $prev in
    --format)
      COMPREPLY=($(compgen -W 'table csv json' -- "$cur"))
      return
      ;;
    --progress)
      COMPREPLY=($(compgen -W 'auto none json' -- "$cur"))
      return
      ;;
    --kind)
      COMPREPLY=($(compgen -W 'events attributes outcomes links accounts treatments' -- "$cur"))
      return
      ;;
    --time-format)
      COMPREPLY=($(compgen -W 'auto iso dmy mdy ymd unix unix-ms' -- "$cur"))
      return
      ;;
    --file | --output)
      COMPREPLY=($(compgen -f -- "$cur"))
      return
      ;;
  esac

  if [[ $cur == -* ]]; then
    case $command in
      new) options='--timezone' ;;
      import) options='--kind --map --type --property --ignore --time-format --encoding --delimiter --decimal --earliest --latest --missing --no-header --guess --dry-run --save-rejected --max-rejected' ;;
      'model set') options='--file --model' ;;
      'model show') options='--model --version' ;;
      'model diff') options='--model' ;;
      'model restore') options='--version --model' ;;
      'model request-review' | 'model approve' | 'model return') options='--note --author --model' ;;
      'model reviews') options='--model' ;;
      'model require-review') options='--off' ;;
      'model publish') options='--reason --author --as-of --override --model' ;;
      'model spec') options='--output --model --version' ;;
      'model suggest') options='--as-of --monthly --weekly --model --level --accept --accept-all' ;;
      'model review') options='--as-of --level --model --version' ;;
      'model care') options='--taxonomy --logic --data --activation --compliance --review-days --recalibration-days --min-auc --min-lift --max-high --max-share --model' ;;
      'model checked') options='--kind --note --author --on --model' ;;
      'model due') options='--on --model' ;;
      'model new') options='--template --name --as-of' ;;
      'model freeze') options='--p95 --season --codes --accounts --remove --as-of --model' ;;
      'model calibrate') options='--as-of --monthly --weekly --isotonic --rules --blend --as-scale --remove --model' ;;
      'model half-life') options='--rule --as-of --monthly --weekly --from --to --model' ;;
      score) options="$run --columns --exact-text" ;;
      explain) options="$run --person --since --from-version --from-unlinked --events --history --reasons --within --reach --band --type --max-events" ;;
      changes) options='--rose --fell --within --daily --model --version' ;;
      backtest) options="$run --monthly --weekly --compare --tuned-until --lead-time --survival --from --by --cohorts --money --money-type --errors --threshold --min-auc --min-lift" ;;
      'error label') options='--person --file --as-of --label --note --model' ;;
      'error list') options='--model --version' ;;
      'threshold set') options="$run --monthly --weekly --top --top-weekly --rate --precision --margin --cost --value --saved --none --segment" ;;
      'threshold show') options="$run --monthly --weekly --segment" ;;
      drift) options='--reference --current --model --version --min-auc --min-lift --stability --max-changes --people --inputs' ;;
      migration) options='--reference --current --model --version' ;;
      grid) options='--rows --columns --as-of' ;;
      ready) options='--enter --leave --fit --fit-band --weeks --capacity --steps --as-of --model --version' ;;
      fairness) options='--by --from-band --to-band --check --as-of --model --version' ;;
      stages) options='--people --new --lapsing --dormant --trend-days --drop --as-of --model --version' ;;
      'segment set') options='--band --min --max --model --priority --unless-event --within --unless-below --low-days --after --wait --without --course --change-days --change-min --change-max --attribute --template --file' ;;
      'segment count') options="$run --exclusive" ;;
      'segment backtest') options="$run --monthly --weekly" ;;
      'segment cluster') options="-k --clusters --by --save $run" ;;
      'segment conflicts') options='--as-of --model' ;;
      'segment use') options='--purpose --decision --channel --owner --item --done --undone --drop --author --on' ;;
      'note add') options='--day --kind --text' ;;
      'account list') options='--account' ;;
      'account score') options='--by --role --other-role --band --where --as-of --model --version' ;;
      'account compare') options='--as-of --monthly --weekly --by --role --other-role --model --version' ;;
      'account backtest') options='--as-of --monthly --weekly --by --role --other-role --model --version' ;;
      'account grid') options='--rows --columns --by --role --other-role --as-of' ;;
      'account migration') options='--reference --current --model --version --by --role --other-role' ;;
      'account ready') options='--enter --leave --fit --fit-band --weeks --capacity --steps --as-of --model --version --by --role --other-role' ;;
      'consent set') options='--attribute --refusal --none' ;;
      forget) options='--person --yes' ;;
      'identity rule') options='--max-people' ;;
      'types list') options='--unmapped' ;;
      'types set') options='--category --polarity --channel --owner --meaning --cadence' ;;
      'types alias') options='--to --remove' ;;
      'types mute') options='--off --preview --as-of --model --version' ;;
      'types gaps') options='--as-of --below --expected' ;;
      'types fill') options='--below --expected --as-of --model --version' ;;
      'clean preview') options='--kind --type --after --property --within --at-least --more-than --pattern --from --to --outside --file --as-of --model --version' ;;
      'clean apply') options='--kind --type --after --property --within --at-least --more-than --pattern --from --to --outside --file --as-of --model --version' ;;
      export) options="$run --segment --band --min --max --all --output --columns --reasons --exact-text --bom --semicolon --documented --exclusive" ;;
      chart) options="$run --output --reference --compare --width --height --dark" ;;
      report) options="$run --output --reference --compare --by --errors --tuned-until" ;;
    esac
    COMPREPLY=($(compgen -W "$options $common" -- "$cur"))
  elif [[ $command == chart ]] && ((COMP_CWORD == first + 1)); then
    COMPREPLY=($(compgen -W 'distribution bands roc gain lift reliability precision auc lead-time survival cohorts drift shares psi points-shift migration' -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}

complete -o filenames -F _steelyard_cli steelyard-cli
