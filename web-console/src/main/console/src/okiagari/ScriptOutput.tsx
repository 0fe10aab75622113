import { Button } from '@patternfly/react-core'
import { useCallback, useEffect, type FunctionComponent } from 'react'
import { useDesk } from './desk'
import { useTexts } from './i18n/language'
import type { Pent } from './types'
import { usePolled } from './use-polled'

const MOST_BYTES = 4_096

/** The end of what the restart scripts wrote; read again when the PENT's state has changed. */
export const ScriptOutput: FunctionComponent<{ pent: Pent }> = ({ pent }) => {
  const texts = useTexts()
  const { service } = useDesk()
  const { pcheck, pname, pentId } = pent
  const read = useCallback(
    () => service.scriptOutput({ pcheck, pname, pentId }, MOST_BYTES),
    [service, pcheck, pname, pentId],
  )
  const { value, fault, again } = usePolled(`${pcheck} ${pentId} ${pname}`, read, 'once')
  useEffect(again, [again, pent.procSts, pent.restartCount])

  return (
    <>
      <p className="okiagari-quiet">
        {texts.outputNote(MOST_BYTES)}{' '}
        <Button variant="link" isInline size="sm" onClick={again}>
          {texts.readAgain}
        </Button>
      </p>
      {fault === null ? null : <p className="okiagari-why">{fault.message}</p>}
      {value === null ? null : value.trim() === '' ? (
        <p>{texts.outputNone}</p>
      ) : (
        <pre className="okiagari-text okiagari-output" tabIndex={0} aria-label={texts.outputHead} data-testid="script-output">
          {value}
        </pre>
      )}
    </>
  )
}
