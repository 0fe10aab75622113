import { Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core'
import type { FunctionComponent, ReactNode } from 'react'

type Props = { readonly title: string; readonly testId?: string; readonly actions?: ReactNode; readonly children: ReactNode }

/** One part of a view under its head. */
export const Section: FunctionComponent<Props> = ({ title, testId, actions, children }) => (
  <Card isCompact component="section" aria-label={title} data-testid={testId} className="okiagari-part">
    <CardHeader {...(actions === undefined ? {} : { actions: { actions, hasNoOffset: true } })}>
      <CardTitle component="h2">{title}</CardTitle>
    </CardHeader>
    <CardBody>{children}</CardBody>
  </Card>
)
