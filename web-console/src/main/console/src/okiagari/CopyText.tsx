import { Button } from '@patternfly/react-core'
import { CopyIcon } from '@patternfly/react-icons/dist/esm/icons/copy-icon'
import { useState, type FunctionComponent } from 'react'
import { useTexts } from './i18n/language'

/** Works where the page has no secure context too: the clipboard API is then missing. */
const copy = async (text: string): Promise<void> => {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text)
    return
  }
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  // There is no other way without a secure context.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand('copy')
  area.remove()
}

/** More than this is copied, but not drawn. */
const MOST_CHARS = 40_000

/** A text of the server, exactly as it is, to be copied. */
export const CopyText: FunctionComponent<{ text: string; label: string; testId: string }> = ({ text, label, testId }) => {
  const texts = useTexts()
  const [copied, setCopied] = useState('')
  return (
    <div className="okiagari-copy">
      <Button
        variant="plain"
        size="sm"
        icon={<CopyIcon />}
        aria-label={`${texts.copy}: ${label}`}
        onClick={() => {
          void copy(text).then(() => {
            setCopied(text)
          })
        }}
      >
        <span role="status">{copied === text ? texts.copied : texts.copy}</span>
      </Button>
      <pre className="okiagari-text" tabIndex={0} aria-label={label} data-testid={testId}>
        {text.slice(0, MOST_CHARS)}
      </pre>
      {text.length > MOST_CHARS ? <p className="okiagari-quiet">{texts.copyCut}</p> : null}
    </div>
  )
}
