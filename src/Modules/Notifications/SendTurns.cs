namespace Tracker.Modules.Notifications;

/// <summary>
/// Lets one message at a time be between its send and the record of the result, because a crash between the two repeats the send. A slow
/// provider does not delay the other messages: after <see cref="Patience"/> the turn passes to the next one.
/// </summary>
internal sealed class SendTurns(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>The max wait for a provider's response before the next message is sent.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The max wait when messages have waited longer than <see cref="Patience"/> for their turn: 40 messages a second.</summary>
    public static TimeSpan PatienceInAQueue { get; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits for the turn, in the order of the calls.</summary>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public async Task<SendTurn> TakeAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        await turn.WaitAsync(ct);
        return new SendTurn(turn, clock.GetElapsedTime(began) < Patience ? Patience : PatienceInAQueue, clock);
    }

    public void Dispose() => turn.Dispose();
}

/// <summary>The turn of one message. It ends on disposal, or earlier in <see cref="AnswerAsync"/>.</summary>
internal sealed class SendTurn(SemaphoreSlim turn, TimeSpan patience, TimeProvider clock) : IDisposable
{
    private bool ended;

    /// <summary>Waits for the provider. After the max wait, ends the turn and continues to wait.</summary>
    public async Task<T> AnswerAsync<T>(Task<T> offer)
    {
        await ((Task)offer).WaitAsync(patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!offer.IsCompleted)
        {
            Dispose();
        }

        return await offer;
    }

    public void Dispose()
    {
        if (!ended)
        {
            ended = true;
            turn.Release();
        }
    }
}
