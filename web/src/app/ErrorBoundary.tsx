import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Failed } from '../ui/Failed';

type Props = { children: ReactNode };
type State = { error: unknown; failed: boolean };

/** Shows what broke in place of a screen that throws; the frame around it stays. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // Only the place is logged: messages may quote what a user typed.
    // biome-ignore lint/suspicious/noConsole: the browser's console is where an administrator looks.
    console.error(error.name, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Failed
        title="Something broke here"
        error={this.state.error}
        retryLabel="Reload"
        onRetry={() => window.location.reload()}
      />
    );
  }
}
