using System.Diagnostics;
using Npgsql;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Fire.ShopFlow;

/// <summary>The claims of a service when it was killed, and the time after its restart until they resumed.</summary>
/// <param name="Claimed">Selects the ids of claimed rows.</param>
/// <param name="Waiting">Selects the ids in <c>$1</c> that are not done.</param>
internal sealed record ClaimedWork(ShopFlowService Service, string Claimed, string Waiting)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static ClaimedWork Events(ShopFlowService orders) => new(
        orders,
        "select id::text from outbox where claimed_by is not null",
        "select id::text from outbox where id::text = any ($1) and published_at is null");

    public static ClaimedWork Notifications(ShopFlowService notifications) => new(
        notifications,
        "select id::text from notifications where claimed_by is not null",
        "select id::text from notifications where id::text = any ($1) and status <> 'sent'");

    /// <summary>Called after the service was killed and its next process launched, before that process claims anything.</summary>
    /// <returns>A line for the ledger.</returns>
    public async Task<string> MeasureResumeAsync()
    {
        var watch = Stopwatch.StartNew();
        var claimed = await ReadAsync(Claimed);
        while (claimed.Length > 0 && watch.Elapsed < Patience && await ReadAsync(Waiting, claimed) is not [])
        {
            await Task.Delay(Pause);
        }

        return claimed.Length == 0 ? "nothing" : $"{claimed.Length} in {watch.Elapsed.TotalSeconds:0.0} s";
    }

    private async Task<string[]> ReadAsync(string sql, string[]? ids = null)
    {
        try
        {
            return [.. await Service.QueryAsync(sql, row => row.GetString(0), ids is null ? [] : [new NpgsqlParameter { Value = ids }])];
        }
        catch (NpgsqlException)
        {
            // PostgreSQL is restarting: the first reading counts as no claims, a later one as still waiting.
            return ids ?? [];
        }
    }
}
