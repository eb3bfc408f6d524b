using System.Collections.Concurrent;
using System.Text;
using Shouldly;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Security;

namespace Tracker.Tests.Modules.Identity.Passwords;

public sealed class PasswordHasherTests
{
    [Fact]
    public async Task A_password_matches_its_own_hash_only()
    {
        using var hasher = new PasswordHasher(cost: 4);
        var hash = await hasher.HashAsync(new Secret("pässwörd 😀"), CancellationToken.None);

        hash.ShouldNotBeNull().ShouldMatch(@"^\$2b\$04\$[./A-Za-z0-9]{53}$");
        (await hasher.VerifyAsync(new Secret("pässwörd 😀"), hash, CancellationToken.None)).ShouldBe(PasswordCheck.Match);
        (await hasher.VerifyAsync(new Secret("passwörd 😀"), hash, CancellationToken.None)).ShouldBe(PasswordCheck.Mismatch);
        (await hasher.HashAsync(new Secret("pässwörd 😀"), CancellationToken.None)).ShouldNotBe(hash);
    }

    [Fact]
    public async Task The_default_cost_is_twelve()
    {
        using var hasher = new PasswordHasher();

        (await hasher.HashAsync(new Secret("correct horse"), CancellationToken.None)).ShouldNotBeNull().ShouldStartWith("$2b$12$");
    }

    // The first is the reference vector of OpenBSD's bcrypt; the others are the same password as htpasswd and older tools write it.
    [Theory]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("correct horse", "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e")]
    [InlineData("correct horse", "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e")]
    public async Task Both_implementations_verify_foreign_hashes(string password, string hash)
    {
        foreach (var bcrypt in Implementations())
        {
            using var hasher = new PasswordHasher(4, bcrypt);

            (await hasher.VerifyAsync(new Secret(password), hash, CancellationToken.None))
                .ShouldBe(PasswordCheck.Match, bcrypt.GetType().Name);
            (await hasher.VerifyAsync(new Secret(password + "x"), hash, CancellationToken.None)).ShouldBe(PasswordCheck.Mismatch);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(71)]
    [InlineData(72)]
    public void Both_implementations_compute_the_same_hash(int length)
    {
        var password = RandomUtf8(length);
        var setting = BcryptText.NewSetting(4);

        Implementations().Select(bcrypt => bcrypt.Compute(password, setting)).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("*0")]
    [InlineData("correct horse")]
    [InlineData("$2x$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e")]
    [InlineData("$2b$99$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e")]
    [InlineData("$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6")]
    [InlineData("$2b$04$abcdefghijklmnopqrst%ujydOTSfIH/d5oUHpsygqV5X9xJLQc6e")]
    public async Task A_malformed_hash_matches_nothing_and_costs_the_same(string hash)
    {
        foreach (var bcrypt in Implementations())
        {
            var counted = new CountedBcrypt(bcrypt);
            using var hasher = new PasswordHasher(4, counted);

            (await hasher.VerifyAsync(new Secret("correct horse"), hash, CancellationToken.None))
                .ShouldBe(PasswordCheck.Mismatch, bcrypt.GetType().Name);

            counted.Computations.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_password_beyond_72_bytes_never_matches()
    {
        using var hasher = new PasswordHasher(cost: 4);
        var of72 = await hasher.HashAsync(new Secret(new string('a', 72)), CancellationToken.None);
        var ofEmpty = await hasher.HashAsync(new Secret(""), CancellationToken.None);

        (await hasher.VerifyAsync(new Secret(new string('a', 73)), of72!, CancellationToken.None)).ShouldBe(PasswordCheck.Mismatch);
        (await hasher.VerifyAsync(new Secret("\0"), ofEmpty!, CancellationToken.None)).ShouldBe(PasswordCheck.Mismatch);
        await Should.ThrowAsync<ArgumentException>(() => hasher.HashAsync(new Secret(new string('a', 73)), CancellationToken.None));
        await Should.ThrowAsync<ArgumentException>(() => hasher.HashAsync(new Secret("a\0b"), CancellationToken.None));
    }

    [Fact]
    public async Task An_unknown_account_costs_one_computation()
    {
        var counted = new CountedBcrypt(Bcrypt.Fastest);
        using var hasher = new PasswordHasher(4, counted);

        (await hasher.EqualizeAsync(new Secret("correct horse"), CancellationToken.None)).ShouldBe(PasswordCheck.Mismatch);

        counted.Computations.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_queue_answers_busy_at_once()
    {
        using var slow = new HeldBcrypt();
        using var hasher = new PasswordHasher(4, slow);
        var threads = Math.Max(1, Environment.ProcessorCount - 1);
        var running = Enumerable.Range(0, threads).Select(_ => hasher.EqualizeAsync(new Secret("x"), CancellationToken.None)).ToList();
        slow.WaitUntilRunning(threads);
        var waiting = Enumerable.Range(0, PasswordHasher.QueueLength)
            .Select(_ => hasher.EqualizeAsync(new Secret("x"), CancellationToken.None)).ToList();

        (await hasher.EqualizeAsync(new Secret("x"), CancellationToken.None)).ShouldBe(PasswordCheck.Busy);
        (await hasher.HashAsync(new Secret("x"), CancellationToken.None)).ShouldBeNull();

        slow.Release();
        (await Task.WhenAll([.. running, .. waiting])).ShouldAllBe(check => check == PasswordCheck.Mismatch);
        slow.Threads.Count.ShouldBe(threads);
    }

    [Fact]
    public async Task A_canceled_caller_costs_no_computation()
    {
        using var slow = new HeldBcrypt();
        var counted = new CountedBcrypt(slow);
        using var hasher = new PasswordHasher(4, counted);
        using var gone = new CancellationTokenSource();
        var threads = Math.Max(1, Environment.ProcessorCount - 1);
        var running = Enumerable.Range(0, threads).Select(_ => hasher.EqualizeAsync(new Secret("x"), CancellationToken.None)).ToList();
        slow.WaitUntilRunning(threads);
        var cancelled = hasher.EqualizeAsync(new Secret("x"), gone.Token);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);

        slow.Release();
        await Task.WhenAll(running);
        await hasher.EqualizeAsync(new Secret("x"), CancellationToken.None);
        counted.Computations.ShouldBe(threads + 1);
    }

    [Fact]
    public async Task Disposing_ends_the_threads_and_cancels_waiting_callers()
    {
        using var slow = new HeldBcrypt();
        var hasher = new PasswordHasher(4, slow);
        var threads = Math.Max(1, Environment.ProcessorCount - 1);
        var running = Enumerable.Range(0, threads).Select(_ => hasher.EqualizeAsync(new Secret("x"), CancellationToken.None)).ToList();
        slow.WaitUntilRunning(threads);
        var waiting = hasher.EqualizeAsync(new Secret("x"), CancellationToken.None);
        var disposing = new Thread(hasher.Dispose);
        disposing.Start();
        SpinWait.SpinUntil(() => disposing.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(10)).ShouldBeTrue();

        slow.Release();
        disposing.Join(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        (await Task.WhenAll(running)).ShouldAllBe(check => check == PasswordCheck.Mismatch);
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        slow.Threads.ShouldAllBe(thread => !thread.IsAlive);
    }

    private static byte[] RandomUtf8(int length)
    {
        var text = new StringBuilder();
        for (var left = length; left > 0;)
        {
            if (Rune.TryCreate(Random.Shared.Next(1, 0x3000 << Random.Shared.Next(7)), out var rune) && rune.Utf8SequenceLength <= left)
            {
                text.Append(rune.ToString());
                left -= rune.Utf8SequenceLength;
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IBcrypt[] Implementations() => [LibcryptBcrypt.TryLoad().ShouldNotBeNull(), new PortableBcrypt()];

    /// <summary>Computes nothing until it is released.</summary>
    private sealed class HeldBcrypt : IBcrypt, IDisposable
    {
        private readonly ManualResetEventSlim released = new();
        private readonly SemaphoreSlim started = new(0);
        private readonly ConcurrentDictionary<Thread, bool> threads = new();

        public ICollection<Thread> Threads => threads.Keys;

        public string Compute(ReadOnlySpan<byte> password, string setting)
        {
            threads[Thread.CurrentThread] = true;
            started.Release();
            released.Wait(TimeSpan.FromSeconds(10));
            return setting;
        }

        public void WaitUntilRunning(int count)
        {
            for (var i = 0; i < count; i++)
            {
                started.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue();
            }
        }

        public void Release() => released.Set();

        public void Dispose()
        {
            released.Dispose();
            started.Dispose();
        }
    }
}
