using System.Diagnostics;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Tests.Fuzz;

/// <summary>
/// A system run by <c>up</c> as a separate process, on free ports and a temporary data folder, without rate limits and with cheap
/// passwords.
/// </summary>
internal sealed class PrivateSystem : IAsyncDisposable
{
    private const int MaxErrors = 100;
    // A failed operation may be retried and not be logged as an error yet; its stack trace is logged at once.
    private static readonly string[] Faults = ["\"level\":\"error\"", "   at Tracker."];
    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal) { "PATH", "HOME", "DOTNET_ROOT", "TMPDIR" };
    private const string DataVariable = "TRACKER_DATA";
    private static readonly string[] RateLimits = ["RATE_LIMIT_PER_MINUTE", "RATE_LIMIT_AUTH_PER_MINUTE", "RATE_LIMIT_ORDERS_PER_MINUTE"];
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(1);
    private readonly SystemDefinition system;
    private readonly DirectoryInfo data;
    private readonly Process process;
    private readonly List<string> errors = [];
    private Task reading = Task.CompletedTask;

    private PrivateSystem(SystemDefinition system, DirectoryInfo data) =>
        (this.system, this.data, process) = (system, data, Process.Start(Command(system, data, "up", system.Name))!);

    /// <summary>The services that have an API document, with their addresses.</summary>
    public IReadOnlyList<(string Name, Uri Address)> Services { get; private set; } = [];

    /// <summary>The service that registers users.</summary>
    public Uri Accounts => Services.First(service => service.Name == system.Accounts).Address;

    /// <summary>The token of a service; null when no service calls another.</summary>
    public string? ServiceToken => system.Services.Any(service => service.Calls.Count > 0)
        ? ServiceTokens.Issue(
            system, new Dictionary<string, string> { [DataVariable] = data.FullName }, new TokenBearer("fuzz", Email: null, "service"),
            TokenLifetime, TimeProvider.System)
        : null;

    /// <summary>Starts the system and waits until it is ready.</summary>
    /// <exception cref="PrivateSystemException">It did not start; its own message was printed.</exception>
    public static async Task<PrivateSystem> StartAsync(SystemDefinition system, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("tracker-fuzz-");
        // When root runs this, the user of PostgreSQL must be able to enter the folder.
        data.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var running = new PrivateSystem(system, data);
        running.Services = await running.ReadyAsync(ct);
        return running;
    }

    /// <summary>Promotes the user with this address to admin, like an operator.</summary>
    public async Task PromoteAsync(string email)
    {
        using var promotion = Process.Start(Command(system, data, "user", "promote", "--system", system.Name, "--email", email))!;
        // The final sentence of the command is not needed.
        await promotion.StandardOutput.ReadToEndAsync();
        await promotion.WaitForExitAsync();
        if (promotion.ExitCode != 0)
        {
            throw new InvalidOperationException($"{email} could not be made an admin.");
        }
    }

    /// <summary>
    /// Stops the system and returns the errors and stack traces it logged: no request may cause one, neither directly nor in the
    /// background.
    /// </summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        if (!process.HasExited)
        {
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }

        await reading;
        return errors;
    }

    /// <summary>Stops the system and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        data.Delete(recursive: true);
    }

    private static ProcessStartInfo Command(SystemDefinition system, DirectoryInfo data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tracker.Host.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => !Inherited.Contains(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment[DataVariable] = data.FullName;
        start.Environment["PASSWORD_HASH_COST"] = "4";
        foreach (var name in system.Services.Select(service => service.VariablePrefix + "_PORT").Concat(RateLimits))
        {
            start.Environment[name] = "0";
        }

        return start;
    }

    private async Task<List<(string Name, Uri Address)>> ReadyAsync(CancellationToken ct)
    {
        while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                reading = ReadLogAsync();
                return await WithDocumentAsync(line.Split(' ')
                    .Skip(2).Select(service => service.Split('=', 2)).Select(service => (service[0], new Uri(service[1]))), ct);
            }
        }

        await process.WaitForExitAsync(ct);
        throw new PrivateSystemException(process.ExitCode);
    }

    private async Task ReadLogAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (errors.Count < MaxErrors && Faults.Any(fault => line.Contains(fault, StringComparison.Ordinal)))
            {
                errors.Add(line);
            }
        }
    }

    private static async Task<List<(string Name, Uri Address)>> WithDocumentAsync(
        IEnumerable<(string Name, Uri Address)> services, CancellationToken ct)
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
/// <param name="exitCode">The exit code of its process.</param>
internal sealed class PrivateSystemException(int exitCode) : Exception("The system did not start.")
{
    public int ExitCode => exitCode;
}
