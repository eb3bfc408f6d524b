using System.Diagnostics;
using Tracker.Platform.Hosting;

namespace Tracker.Tests.Fuzz;

/// <summary>A system run by <c>up</c> as a process of its own, on free ports and a data folder that goes with it, without rate limits and with cheap passwords.</summary>
internal sealed class PrivateSystem : IAsyncDisposable
{
    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal) { "PATH", "HOME", "DOTNET_ROOT", "TMPDIR" };
    private static readonly string[] RateLimits = ["RATE_LIMIT_PER_MINUTE", "RATE_LIMIT_AUTH_PER_MINUTE", "RATE_LIMIT_ORDERS_PER_MINUTE"];
    private readonly DirectoryInfo data;
    private readonly Process process;

    private PrivateSystem(DirectoryInfo data, Process process) => (this.data, this.process) = (data, process);

    /// <summary>The services that have an API document, with their addresses.</summary>
    public IReadOnlyList<(string Name, Uri Address)> Services { get; private set; } = [];

    /// <summary>Starts the system and waits until it is ready.</summary>
    /// <exception cref="PrivateSystemException">It did not start; its own message has been shown.</exception>
    public static async Task<PrivateSystem> StartAsync(SystemDefinition system, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("tracker-fuzz-");
        // PostgreSQL's own user passes through it, when root runs this.
        data.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tracker.Host.dll"), "up", system.Name]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => !Inherited.Contains(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["TRACKER_DATA"] = data.FullName;
        start.Environment["PASSWORD_HASH_COST"] = "4";
        foreach (var name in system.Services.Select(service => service.VariablePrefix + "_PORT").Concat(RateLimits))
        {
            start.Environment[name] = "0";
        }

        var running = new PrivateSystem(data, Process.Start(start)!);
        running.Services = await running.ReadyAsync(ct);
        return running;
    }

    /// <summary>Stops it and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        data.Delete(recursive: true);
    }

    private async Task<List<(string Name, Uri Address)>> ReadyAsync(CancellationToken ct)
    {
        while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                // The log goes on; nobody reads it, but it must not fill the pipe.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return await WithDocumentAsync(line.Split(' ').Skip(2).Select(service => service.Split('=', 2)).Select(service => (service[0], new Uri(service[1]))), ct);
            }
        }

        await process.WaitForExitAsync(ct);
        throw new PrivateSystemException(process.ExitCode);
    }

    private static async Task<List<(string Name, Uri Address)>> WithDocumentAsync(IEnumerable<(string Name, Uri Address)> services, CancellationToken ct)
    {
        using var http = new HttpClient();
        var documented = new List<(string, Uri)>();
        foreach (var service in services)
        {
            using var document = await http.GetAsync(new Uri(service.Address, "/openapi.json"), ct);
            if (document.IsSuccessStatusCode)
            {
                documented.Add(service);
            }
        }

        return documented;
    }
}

/// <summary>The system did not start.</summary>
/// <param name="exitCode">What its process ended with.</param>
internal sealed class PrivateSystemException(int exitCode) : Exception("The system did not start.")
{
    public int ExitCode => exitCode;
}
