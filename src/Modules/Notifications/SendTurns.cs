namespace Tracker.Modules.Notifications;

/// <summary>
/// Whose turn it is at the providers. A message has the turn from its offer until its row says what came of it: between the two a crash makes it go out again,
/// so there is one of them at a time. A provider that takes its time does not hold up the others: the turn goes on without its answer then.
/// </summary>
internal sealed class SendTurns(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>How long a provider's answer is waited for before the next message goes out.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The same when messages have come to wait longer than <see cref="Patience"/> for their turn: as long as any are in hand,
    /// 40 a second go out.</summary>
    public static TimeSpan PatienceInAQueue { get; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits for the turn, behind those that came before.</summary>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public async Task<SendTurn> TakeAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        await turn.WaitAsync(ct);
        return new SendTurn(turn, clock.GetElapsedTime(began) < Patience ? Patience : PatienceInAQueue, clock);
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}

/// <summary>The turn of one message. It ends once, here or in <see cref="AnswerAsync"/>.</summary>
internal sealed class SendTurn(SemaphoreSlim turn, TimeSpan patience, TimeProvider clock) : IDisposable
{
    private bool ended;

    /// <summary>Waits for the provider; past the patience the turn is the next message's.</summary>
    public async Task<T> AnswerAsync<T>(Task<T> offer)
    {
        await ((Task)offer).WaitAsync(patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!offer.IsCompleted)
        {
            Dispose();
        }

        return await offer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!ended)
        {
            ended = true;
            turn.Release();
        }
    }
}
