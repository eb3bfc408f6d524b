namespace Tracker.Bench.Load;

/// <summary>A measured server.</summary>
internal sealed record Side(Uri Address, WorkMeter Meter);

/// <summary>Measures the service and the floor alternately, so that other load on the machine affects both.</summary>
internal sealed class SideBySide(BenchOptions options, Wrk wrk, Side service, Side? floor)
{
    private const int Connections = 16;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <param name="calls">Sent in turn.</param>
    /// <param name="ct">Ends it.</param>
    /// <param name="aside">Runs beside each measurement, on the same server.</param>
    /// <param name="once">One round, for figures without a target.</param>
    public async Task<Comparison> CompareAsync(
        IReadOnlyList<Call> calls, CancellationToken ct, Func<Uri, CancellationToken, Task>? aside = null, bool once = false)
    {
        if (options.Quick)
        {
            // A trial: no figure of it counts, and PostgreSQL's time is that of both.
            var below = MeasureFloorAsync(calls, aside, ct);
            return new Comparison([(await MeasureAsync(service, calls, aside, ct), await below)]);
        }

        foreach (var side in new[] { floor, service }.OfType<Side>())
        {
            await wrk.MeasureAsync(side.Address, calls, Connections, WarmUp, ct);
        }

        var rounds = new List<(Work, Work?)>();
        for (var round = 0; round < (once ? 1 : options.Rounds); round++)
        {
            var below = await MeasureFloorAsync(calls, aside, ct);
            rounds.Add((await MeasureAsync(service, calls, aside, ct), below));
        }

        return new Comparison(rounds);
    }

    /// <exception cref="InvalidOperationException">The answers differ.</exception>
    public static void CheckSame(Call call, string service, string floor)
    {
        if (call.Method == "GET" ? service != floor : service.Length != floor.Length)
        {
            throw new InvalidOperationException(
                $"{call.Path}: the answers of the service and of the floor differ; adapt bench/Floor.\n--- service\n{service}\n"
                + $"--- floor\n{floor}");
        }
    }

    private async Task<Work?> MeasureFloorAsync(
        IReadOnlyList<Call> calls, Func<Uri, CancellationToken, Task>? aside, CancellationToken ct) =>
        floor is null ? null : await MeasureAsync(floor, calls, aside, ct);

    private async Task<Work> MeasureAsync(
        Side side, IReadOnlyList<Call> calls, Func<Uri, CancellationToken, Task>? aside, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beside = aside?.Invoke(side.Address, ended.Token) ?? Task.CompletedTask;
        var work = await side.Meter.MeasureAsync(() => wrk.MeasureAsync(side.Address, calls, Connections, options.Duration, ct));
        await ended.CancelAsync();
        await beside;
        return work;
    }
}
