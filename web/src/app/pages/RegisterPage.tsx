import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import { AuthCard } from '../../features/auth/AuthCard';
import { RegisterForm } from '../../features/auth/RegisterForm';
import { safePath } from '../SignedIn';
import { useSession } from '../useSession';

export default function RegisterPage() {
  const navigate = useNavigate();
  const { state } = useLocation();
  if (useSession()) return <Navigate to={safePath(state)} replace />;
  return (
    <AuthCard title="Create an account">
      <RegisterForm onDone={() => navigate(safePath(state), { replace: true })} />
      <p>
        Have an account?{' '}
        <Link to="/login" state={state}>
          Log in
        </Link>
      </p>
    </AuthCard>
  );
}
