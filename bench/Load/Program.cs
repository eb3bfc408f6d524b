using Npgsql;
using Tracker.Bench.Load;
using Tracker.Bench.Load.TaskTracker;

if (BenchOptions.Read(args, [.. TaskTrackerScenarios.All.Select(scenario => scenario.Name)], Console.Error) is not { } options)
{
    return 2;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(60));
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var table = new Table(Console.Out, judges: !options.Quick);
try
{
    await TaskTrackerScenarios.RunAsync(options, table, Console.Error, stop.Token);
}
catch (Exception e) when (e is InvalidOperationException or OperationCanceledException or TimeoutException or HttpRequestException or NpgsqlException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

table.Print();
return table.Missed ? 1 : 0;
