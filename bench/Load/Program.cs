using Npgsql;
using Tracker.Bench.Load;
using Tracker.Bench.Load.ShopFlow;
using Tracker.Bench.Load.TaskTracker;
using Tracker.Bench.Load.TaskTrackerOrders;

// The first argument may be the system; the default is task-tracker.
var isShop = args is ["shopflow", ..];
var isOrders = args is ["tasktracker-orders", ..];
IReadOnlyList<string> rows = isShop || isOrders ? [] : [.. TaskTrackerScenarios.All.Select(scenario => scenario.Name)];
if (BenchOptions.Read(args is ["shopflow" or "tasktracker-orders" or "task-tracker", ..] ? args[1..] : args, rows, Console.Error) is not { } options)
{
    return 2;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(60));
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var table = isShop || isOrders
    ? new Table(Console.Out, judges: !options.Quick, "services", "beside")
    : new Table(Console.Out, judges: !options.Quick, "api", "floor");
try
{
    await (isShop
        ? ShopFlowBench.RunAsync(options.Quick, table, Console.Error, stop.Token)
        : isOrders ? OrdersBench.RunAsync(options.Quick, table, Console.Error, stop.Token)
        : TaskTrackerScenarios.RunAsync(options, table, Console.Error, stop.Token));
}
catch (Exception e)
    when (e is InvalidOperationException or OperationCanceledException or TimeoutException or HttpRequestException or NpgsqlException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

table.Print();
return table.Missed ? 1 : 0;
