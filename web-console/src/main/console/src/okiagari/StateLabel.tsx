import { Label, type LabelProps } from '@patternfly/react-core'
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon'
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon'
import { HourglassHalfIcon } from '@patternfly/react-icons/dist/esm/icons/hourglass-half-icon'
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon'
import { SyncAltIcon } from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon'
import type { FunctionComponent, ReactElement } from 'react'
import { useTexts } from './i18n/language'
import { concernOf, type Concern } from './states'

type Look = { readonly color: NonNullable<LabelProps['color']>; readonly icon: ReactElement }

const LOOKS: Readonly<Record<Concern, Look>> = {
  needsYou: { color: 'red', icon: <ExclamationCircleIcon /> },
  beingSaved: { color: 'orange', icon: <SyncAltIcon /> },
  notLookedAt: { color: 'blue', icon: <HourglassHalfIcon /> },
  saved: { color: 'green', icon: <CheckCircleIcon /> },
  unknown: { color: 'grey', icon: <QuestionCircleIcon /> },
}

/** The manual's word for the state, with a colour and a sign of its own and its meaning on hovering. */
export const StateLabel: FunctionComponent<{ procSts: string }> = ({ procSts }) => {
  const texts = useTexts()
  const { color, icon } = LOOKS[concernOf(procSts)]
  return (
    <span title={texts.stateMeanings[procSts] ?? procSts}>
      <Label color={color} icon={icon} isCompact>
        {procSts}
      </Label>
    </span>
  )
}
