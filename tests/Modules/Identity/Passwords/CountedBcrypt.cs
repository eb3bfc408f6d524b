using Tracker.Modules.Identity.Passwords;

namespace Tracker.Tests.Modules.Identity.Passwords;

/// <summary>Counts the computations: they must not depend on whether an account exists.</summary>
internal sealed class CountedBcrypt(IBcrypt inner) : IBcrypt
{
    private int computations;

    public int Computations => Volatile.Read(ref computations);

    public string Compute(ReadOnlySpan<byte> password, string setting)
    {
        Interlocked.Increment(ref computations);
        return inner.Compute(password, setting);
    }
}
