using System.Runtime.InteropServices;
using Npgsql;
using Tracker.Bench.Load;

// The first argument may be the system; the default is the first one.
var named = SystemBench.All.FirstOrDefault(bench => args is [var first, ..] && first == bench.Name);
var bench = named ?? SystemBench.All[0];
if (BenchOptions.Read(named is null ? args : args[1..], bench.Rows, Console.Error) is not { } options)
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
    await bench.RunAsync(options, results, Console.Error, stop.Token);
}
catch (Exception e)
    when (e is InvalidOperationException or OperationCanceledException or TimeoutException or HttpRequestException or NpgsqlException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

results.Print();
return results.Missed ? 1 : 0;
