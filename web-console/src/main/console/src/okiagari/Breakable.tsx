import { Fragment, type FunctionComponent } from 'react'

/** A path that may go on in the next line after each of its slashes; copied, it is the same text. */
export const Breakable: FunctionComponent<{ text: string }> = ({ text }) => (
  <>
    {text.split(/(?<=\/)/).map((part, i) => (
      <Fragment key={i}>
        {i === 0 ? null : <wbr />}
        {part}
      </Fragment>
    ))}
  </>
)
