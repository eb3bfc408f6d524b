using System.Security.Cryptography;
using System.Text;

namespace Tracker.Platform.Security.Passwords;

/// <summary>What checking a password came to.</summary>
public enum PasswordCheck
{
    /// <summary>It is the password.</summary>
    Match,

    /// <summary>It is not.</summary>
    Mismatch,

    /// <summary>Too many wait already; nothing was computed. The caller is told to come back (503 with <c>Retry-After</c>).</summary>
    Busy,
}

/// <summary>
/// Hashes and checks passwords with bcrypt, on max(1, cores − 1) threads of its own with a queue of 32, so that logins cannot starve other requests.
/// At cost 12 one computation takes about 0.2 s. One instance a process is enough; disposing it ends its threads.
/// </summary>
public sealed class PasswordHasher : IDisposable
{
    /// <summary>The cost of production (document 003 §10.5).</summary>
    public const int DefaultCost = 12;

    /// <summary>bcrypt ignores what comes after: longer passwords must be refused.</summary>
    public const int MaxPasswordBytes = 72;

    /// <summary>How many may wait for a thread.</summary>
    public const int QueueLength = 32;

    private readonly IBcrypt bcrypt;
    private readonly BoundedThreads threads;
    private readonly int cost;
    private readonly string nobody;
    private long computations;

    /// <summary>Starts the threads.</summary>
    /// <param name="cost">The binary logarithm of the rounds of new hashes, 4–31; each step doubles the time.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such cost.</exception>
    public PasswordHasher(int cost = DefaultCost)
        : this(cost, Bcrypt.Fastest)
    {
    }

    internal PasswordHasher(int cost, IBcrypt bcrypt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, BcryptText.MinCost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, BcryptText.MaxCost);
        (this.cost, this.bcrypt) = (cost, bcrypt);
        nobody = BcryptText.NewSetting(cost);
        threads = new BoundedThreads("bcrypt", Math.Max(1, Environment.ProcessorCount - 1), QueueLength);
    }

    /// <summary>For tests: a login without an account must compute as often as one with an account.</summary>
    internal long Computations => Interlocked.Read(ref computations);

    /// <summary>Hashes a new password.</summary>
    /// <returns>The hash (<c>$2b$…</c>, 60 characters), or null when too many wait already: see <see cref="PasswordCheck.Busy"/>.</returns>
    /// <exception cref="ArgumentException">The password is over 72 bytes or contains NUL; the caller should have refused it.</exception>
    public async Task<string?> HashAsync(Secret password, CancellationToken ct)
    {
        if (!CanHash(password))
        {
            throw new ArgumentException("The password is over 72 bytes or contains NUL.", nameof(password));
        }

        return threads.TryRun(() => Compute(password.Utf8, BcryptText.NewSetting(cost)), out var hash, ct) ? await hash : null;
    }

    /// <summary>Checks a password against a stored hash, of whatever cost, in <c>$2a$</c>, <c>$2b$</c> or <c>$2y$</c> form. The
    /// comparison takes constant time.</summary>
    /// <param name="password">Any text; one that could not have been hashed never matches.</param>
    /// <param name="hash">The stored hash; nothing matches one that is malformed.</param>
    /// <param name="ct">Ends the wait; a computation already begun runs to its end unseen.</param>
    public Task<PasswordCheck> VerifyAsync(Secret password, string hash, CancellationToken ct) => RunAsync(() => IsMatch(password, hash), ct);

    /// <summary>Does the work of <see cref="VerifyAsync"/> for an account that does not exist, so that the time of the answer does not tell.</summary>
    /// <returns><see cref="PasswordCheck.Mismatch"/>, or <see cref="PasswordCheck.Busy"/>.</returns>
    public Task<PasswordCheck> EqualizeAsync(Secret password, CancellationToken ct) => RunAsync(() => IsMatch(password, ""), ct);

    /// <summary>Ends the threads; computations in hand finish, waiting ones are cancelled.</summary>
    public void Dispose() => threads.Dispose();

    // bcrypt ignores what comes after 72 bytes or NUL.
    private static bool CanHash(Secret password) => password.Length <= MaxPasswordBytes && !password.Utf8.Contains((byte)0);

    private async Task<PasswordCheck> RunAsync(Func<bool> check, CancellationToken ct)
    {
        if (!threads.TryRun(check, out var match, ct))
        {
            return PasswordCheck.Busy;
        }

        return await match ? PasswordCheck.Match : PasswordCheck.Mismatch;
    }

    private bool IsMatch(Secret password, string hash)
    {
        // What cannot match is computed all the same: the time must not tell.
        var possible = CanHash(password) && BcryptText.IsHash(hash);
        var setting = BcryptText.IsHash(hash) ? hash[..BcryptText.SettingLength] : nobody;
        var computed = Compute(CanHash(password) ? password.Utf8 : [], setting);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(hash)) && possible;
    }

    private string Compute(ReadOnlySpan<byte> password, string setting)
    {
        Interlocked.Increment(ref computations);
        return bcrypt.Compute(password, setting);
    }
}
