using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tracker.Bench.Load;

/// <summary>The result of one measurement.</summary>
/// <param name="PerSecond">Responses per second.</param>
/// <param name="P50">In milliseconds.</param>
/// <param name="P99">In milliseconds.</param>
/// <param name="Requests">All requests.</param>
/// <param name="Failures">Requests without a successful response.</param>
internal readonly record struct Measurement(double PerSecond, double P50, double P99, long Requests, int Failures);

/// <summary>One request of a measurement.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">JSON, if any.</param>
/// <param name="Token">The caller's; null for that of the measurement.</param>
internal sealed record Call(string Method, string Path, string? Body = null, string? Token = null)
{
    public static Call Get(string path) => new("GET", path);
}

/// <summary>Measures a server with wrk.</summary>
internal sealed partial class Wrk(string folder, string token)
{
    private readonly string script = Write(Path.Combine(folder, "requests.lua"), Resource.Text("requests.lua"));

    /// <summary>Sends the calls repeatedly over the given number of connections.</summary>
    /// <exception cref="InvalidOperationException">wrk failed, or a request did.</exception>
    public async Task<Measurement> MeasureAsync(
        Uri server, IEnumerable<Call> calls, int connections, TimeSpan duration, CancellationToken ct, bool mayFail = false)
    {
        // A file of its own: two may run at once.
        var file = Write(
            Path.Combine(folder, $"requests-{server.Port}"), string.Concat(calls.Select(call => $"{call.Method}\t{call.Path}\t{call.Token ?? token}\t{call.Body}\n")));
        var start = new ProcessStartInfo(
            "wrk",
            [
                "-t1", $"-c{connections}", $"-d{duration.TotalSeconds}s", "--timeout", "10s", "-s", script, server.ToString(), "--", file,
            ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var wrk = Process.Start(start)!;
        await using var cut = ct.Register(() => wrk.Kill());
        var output = await wrk.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await wrk.WaitForExitAsync(CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        var found = Measured().Match(output);
        if (!found.Success)
        {
            throw new InvalidOperationException($"wrk failed:{Environment.NewLine}{output}");
        }

        var figures = found.Groups["figures"].Value.Split(' ').Select(double.Parse).ToArray();
        var load = new Measurement(
            figures[0] / figures[1] * 1_000_000, figures[2] / 1000, figures[3] / 1000, (long)figures[0], (int)figures[4]);
        return load.Failures == 0 || mayFail ? load : throw new InvalidOperationException(
            $"{server}: {load.Failures} of {figures[0]} requests failed:{Environment.NewLine}{output}");
    }

    private static string Write(string path, string text)
    {
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex(@"^measured (?<figures>\d+ \d+ \d+ \d+ \d+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Measured();
}
