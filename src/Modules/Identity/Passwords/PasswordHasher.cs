using System.Security.Cryptography;
using System.Text;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Passwords;

public enum PasswordCheck
{
    Match,

    Mismatch,

    /// <summary>The queue is full; nothing was computed. The client should retry later (503 with <c>Retry-After</c>).</summary>
    Busy,
}

/// <summary>
/// Hashes and verifies passwords with bcrypt, on max(1, cores − 1) dedicated threads with a queue of 32, so that logins cannot block other
/// requests. At cost 12 one computation takes about 0.2 s. One instance per process is enough; disposing it ends its threads.
/// </summary>
public sealed class PasswordHasher : IDisposable
{
    /// <summary>The production cost (document 003 §10.5).</summary>
    public const int DefaultCost = 12;

    /// <summary>bcrypt ignores further bytes, so longer passwords must be rejected.</summary>
    public const int MaxPasswordBytes = 72;

    /// <summary>The max number of computations waiting for a thread.</summary>
    public const int QueueLength = 32;

    private readonly IBcrypt bcrypt;
    private readonly BoundedThreads threads;
    private readonly int cost;
    private readonly string dummySetting;

    /// <param name="cost">Binary logarithm of the rounds for new hashes, 4–31; each step doubles the time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cost is out of range.</exception>
    public PasswordHasher(int cost = DefaultCost)
        : this(cost, Bcrypt.Fastest)
    {
    }

    internal PasswordHasher(int cost, IBcrypt bcrypt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, BcryptText.MinCost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, BcryptText.MaxCost);
        (this.cost, this.bcrypt) = (cost, bcrypt);
        dummySetting = BcryptText.NewSetting(cost);
        threads = new BoundedThreads("bcrypt", Math.Max(1, Environment.ProcessorCount - 1), QueueLength);
    }

    /// <returns>The hash (<c>$2b$…</c>, 60 characters), or null when the queue is full: see <see cref="PasswordCheck.Busy"/>.</returns>
    /// <exception cref="ArgumentException">The password is over 72 bytes or contains NUL; the caller must reject it before.</exception>
    public async Task<string?> HashAsync(Secret password, CancellationToken ct)
    {
        if (!CanHash(password))
        {
            throw new ArgumentException("The password is over 72 bytes or contains NUL.", nameof(password));
        }

        return threads.TryRun(() => bcrypt.Compute(password.Utf8, BcryptText.NewSetting(cost)), out var hash, ct) ? await hash : null;
    }

    /// <summary>
    /// Verifies a password against a stored hash of any cost, in <c>$2a$</c>, <c>$2b$</c> or <c>$2y$</c> form. The comparison takes
    /// constant time.
    /// </summary>
    /// <param name="password">Any text; one that cannot be hashed never matches.</param>
    /// <param name="hash">The stored hash; a malformed one never matches.</param>
    /// <param name="ct">Cancels the wait; a running computation still completes.</param>
    public Task<PasswordCheck> VerifyAsync(Secret password, string hash, CancellationToken ct) =>
        RunAsync(() => IsMatch(password, hash), ct);

    /// <summary>
    /// Does the work of <see cref="VerifyAsync"/> for a missing account, so that the response time does not reveal that it is missing.
    /// </summary>
    /// <returns><see cref="PasswordCheck.Mismatch"/>, or <see cref="PasswordCheck.Busy"/>.</returns>
    public Task<PasswordCheck> EqualizeAsync(Secret password, CancellationToken ct) => RunAsync(() => IsMatch(password, ""), ct);

    /// <summary>Ends the threads; running computations finish, queued ones are cancelled.</summary>
    public void Dispose() => threads.Dispose();

    // bcrypt ignores everything after 72 bytes or a NUL.
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
        // Compute even when a match is impossible, so that the time reveals nothing.
        var possible = CanHash(password) && BcryptText.IsHash(hash);
        var setting = BcryptText.IsHash(hash) ? hash[..BcryptText.SettingLength] : dummySetting;
        var computed = bcrypt.Compute(CanHash(password) ? password.Utf8 : [], setting);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(hash)) && possible;
    }
}
