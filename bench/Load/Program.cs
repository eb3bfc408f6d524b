using Tracker.Bench.Load;
using Tracker.Bench.Load.TaskTracker;

var scenarios = TaskTrackerScenarios.All;
if (args.Any(arg => arg is "--help" or "-h"))
{
    Console.Write(Resource.Text("Help.txt").Replace("{0}", string.Concat(scenarios.Select(scenario => $"\n  {scenario.Name,-9} {scenario.Tells}")) + "\n", StringComparison.Ordinal));
    return 0;
}

if (BenchOptions.Read(args, [.. scenarios.Select(scenario => scenario.Name)], Console.Error) is not { } options)
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
catch (Exception e) when (e is InvalidOperationException or OperationCanceledException or TimeoutException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

table.Print();
return table.Missed ? 1 : 0;
