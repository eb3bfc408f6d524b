using Npgsql;
using Tracker.Bench.Load;
using Tracker.Bench.Load.ShopFlow;
using Tracker.Bench.Load.TaskTracker;
using Tracker.Bench.Load.TaskTrackerMicro;

// The first argument may be the system; the default is task-tracker.
var isNamed = args is ["shopflow" or "task-tracker" or "tasktracker-micro", ..];
var system = isNamed ? args[0] : "task-tracker";
IReadOnlyList<string> rows = system switch
{
    "shopflow" => [],
    "tasktracker-micro" => MicroScenarios.Rows,
    _ => [.. TaskTrackerScenarios.All.Select(scenario => scenario.Name)],
};
if (BenchOptions.Read(isNamed ? args[1..] : args, rows, Console.Error) is not { } options)
{
    return 2;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(60));
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var table = system == "task-tracker"
    ? new Table(Console.Out, judges: !options.Quick, "api", "floor")
    : new Table(Console.Out, judges: !options.Quick, system, "beside");
try
{
    await (system switch
    {
        "shopflow" => ShopFlowBench.RunAsync(options.Quick, table, Console.Error, stop.Token),
        "tasktracker-micro" => MicroScenarios.RunAsync(options, table, Console.Error, stop.Token),
        _ => TaskTrackerScenarios.RunAsync(options, table, Console.Error, stop.Token),
    });
}
catch (Exception e)
    when (e is InvalidOperationException or OperationCanceledException or TimeoutException or HttpRequestException or NpgsqlException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

table.Print();
return table.Missed ? 1 : 0;
