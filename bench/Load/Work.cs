namespace Tracker.Bench.Load;

/// <summary>A load and what it cost.</summary>
/// <param name="Load">The requests.</param>
/// <param name="Server">Processor time of the server's processes per request, in milliseconds.</param>
/// <param name="Postgres">Processor time of PostgreSQL per request, in milliseconds.</param>
internal readonly record struct Work(Measurement Load, double Server, double Postgres);

/// <summary>Measures loads together with the processor time of a server and of its PostgreSQL.</summary>
/// <param name="servers">The ids of the server's processes.</param>
/// <param name="postmaster">The id of PostgreSQL's first process.</param>
internal sealed class WorkMeter(IReadOnlyList<int> servers, int postmaster)
{
    public async Task<Work> MeasureAsync(Func<Task<Measurement>> measure)
    {
        var (serverBefore, postgresBefore) = Read();
        var load = await measure();
        var (server, postgres) = Read();
        return new Work(
            load,
            (server - serverBefore).TotalMilliseconds / load.Requests,
            (postgres - postgresBefore).TotalMilliseconds / load.Requests);
    }

    private (TimeSpan Server, TimeSpan Postgres) Read() =>
        (servers.Aggregate(TimeSpan.Zero, (time, server) => time + Processor.OfProcess(server)), Processor.OfServer(postmaster));
}
