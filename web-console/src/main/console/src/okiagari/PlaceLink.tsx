import type { FunctionComponent, ReactNode } from 'react'
import { Link } from 'react-router'
import { addressOf, type Place } from './routes'

/** A link to one of our own places: it can be opened in another tab, and the page is not loaded again. */
export const PlaceLink: FunctionComponent<{ place: Place; className?: string; testId?: string; children: ReactNode }> = ({
  place,
  className,
  testId,
  children,
}) => (
  <Link to={addressOf(place)} className={className} data-testid={testId}>
    {children}
  </Link>
)
