import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import { AuthCard } from '../../features/auth/AuthCard';
import { LoginForm } from '../../features/auth/LoginForm';
import { safePath } from '../SignedIn';
import { useSession } from '../useSession';

export default function LoginPage() {
  const navigate = useNavigate();
  const { state } = useLocation();
  if (useSession()) return <Navigate to={safePath(state)} replace />;
  return (
    <AuthCard title="Log in">
      <LoginForm onDone={() => navigate(safePath(state), { replace: true })} />
      <p>
        New here?{' '}
        <Link to="/register" state={state}>
          Create an account
        </Link>
      </p>
    </AuthCard>
  );
}
