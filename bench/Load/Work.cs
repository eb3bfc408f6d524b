namespace Tracker.Bench.Load;

/// <summary>A load and what it cost.</summary>
/// <param name="Load">The requests.</param>
/// <param name="Server">Processor time of the server's process per request, in milliseconds.</param>
/// <param name="Postgres">Processor time of PostgreSQL per request, in milliseconds.</param>
internal readonly record struct Work(Measurement Load, double Server, double Postgres);

/// <summary>Measures loads together with the processor time of a server and of its PostgreSQL.</summary>
/// <param name="server">The id of the server's process.</param>
/// <param name="postmaster">The id of PostgreSQL's first process.</param>
internal sealed class WorkMeter(int server, int postmaster)
{
    public async Task<Work> MeasureAsync(Func<Task<Measurement>> measure)
    {
        var (serverBefore, postgresBefore) = (Processor.OfProcess(server), Processor.OfServer(postmaster));
        var load = await measure();
        return new Work(
            load,
            (Processor.OfProcess(server) - serverBefore).TotalMilliseconds / load.Requests,
            (Processor.OfServer(postmaster) - postgresBefore).TotalMilliseconds / load.Requests);
    }
}
