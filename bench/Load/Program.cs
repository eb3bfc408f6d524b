using System.Runtime.InteropServices;
using Npgsql;
using Tracker.Bench.Load;
using Tracker.Bench.Load.ShopFlow;
using Tracker.Bench.Load.TaskTracker;

// The first argument may be the system; the default is task-tracker.
var isShop = args is ["shopflow", ..];
IReadOnlyList<string> rows = isShop
    ? [.. ShopFlowBench.All.Select(scenario => scenario.Name)]
    : [.. TaskTrackerScenarios.All.Select(scenario => scenario.Name)];
if (BenchOptions.Read(args is ["shopflow" or "task-tracker", ..] ? args[1..] : args, rows, Console.Error) is not { } options)
{
    return 2;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(60));
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    // The servers are stopped first.
    signal.Cancel = true;
    stop.Cancel();
});
var results = new Results(Console.Out, judges: !options.Quick);
try
{
    await (isShop
        ? ShopFlowBench.RunAsync(options, results, Console.Error, stop.Token)
        : TaskTrackerScenarios.RunAsync(options, results, Console.Error, stop.Token));
}
catch (Exception e)
    when (e is InvalidOperationException or OperationCanceledException or TimeoutException or HttpRequestException or NpgsqlException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

results.Print();
return results.Missed ? 1 : 0;
