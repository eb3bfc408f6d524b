using System.Collections.Concurrent;
using System.Diagnostics;
using Shouldly;

namespace Tracker.Tests.Systems.Command;

/// <summary>The host as a separate process with its own data folder.</summary>
internal sealed class TrackerProcess : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The maximum time for an exit on a busy machine; on an idle one it takes half a second.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool disposed;

    private TrackerProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Take(line.Data, output);
        process.ErrorDataReceived += (_, line) => Take(line.Data, errors);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "Tracker.Host.dll");

    /// <summary>The root of the repository.</summary>
    public static string Checkout { get; } = FindCheckout();

    public int Id => process.Id;

    public IReadOnlyCollection<string> Output => output;

    public string Errors => string.Join('\n', errors);

    /// <summary>Starts <c>tracker</c> with these arguments. It does not inherit the variables of the test run.</summary>
    public static TrackerProcess Start(IReadOnlyDictionary<string, string> variables, params IEnumerable<string> arguments) =>
        // A test run in the background passes ignored signals on to all children, and a program keeps ignoring them.
        StartProgram("env", variables, ["--default-signal=INT,HUP", "dotnet", Assembly, .. arguments]);

    public static TrackerProcess StartProgram(string program, IReadOnlyDictionary<string, string> variables, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = Environment.GetEnvironmentVariable("HOME");
        start.Environment["PASSWORD_HASH_COST"] = "4";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new TrackerProcess(start);
    }

    /// <summary>Runs the program until it exits.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        IReadOnlyDictionary<string, string> variables, string input, params IEnumerable<string> arguments) =>
        await EndOfAsync(Start(variables, arguments), input);

    public static async Task<(int ExitCode, string Output, string Errors)> EndOfAsync(TrackerProcess started, string input)
    {
        await using var tracker = started;
        try
        {
            await tracker.process.StandardInput.WriteLineAsync(input);
            tracker.process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program that refuses its arguments exits before it reads.
        }

        return (await tracker.ExitCodeAsync(Patience), string.Join('\n', tracker.Output), tracker.Errors);
    }

    /// <summary>Waits for the <c>ready</c> line.</summary>
    public async Task ReadyAsync()
    {
        await Task.WhenAny(ready.Task, process.WaitForExitAsync(), Task.Delay(Patience));
        ready.Task.IsCompleted.ShouldBeTrue($"No ready line.\n{string.Join('\n', output)}\n{Errors}");
    }

    public async Task<int> ExitCodeAsync(TimeSpan within)
    {
        await process.WaitForExitAsync().WaitAsync(within);
        return process.ExitCode;
    }

    public static void Signal(int processId, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{processId}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!disposed && !process.HasExited)
        {
            Signal(Id, "TERM");
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(15)));
            process.Kill();
        }

        disposed = true;
        process.Dispose();
    }

    private static string FindCheckout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tracker.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private void Take(string? line, ConcurrentQueue<string> lines)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (lines == output && line.StartsWith("ready ", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
