using System.Diagnostics;
using System.Globalization;
using Tracker.Tests.TestKit;

namespace Tracker.Bench.Load.Gateway;

/// <summary>The gateway, nginx as the same proxy, and the nginx behind both that answers from two files.</summary>
internal sealed class ProxyServers : IAsyncDisposable
{
    /// <summary>A page of 20 tasks.</summary>
    public const string Page = "/api/v1/tasks/page";

    /// <summary>Larger than the buffers between the service and a client.</summary>
    public const string Large = "/api/v1/tasks/large";

    /// <summary>Takes bodies.</summary>
    public const string Uploads = "/api/v1/tasks/uploads";

    private const int LargeBytes = 16 * 1024 * 1024;
    private const double TicksPerSecond = 100;
    private readonly List<Process> nginx = [];
    private KillableServer? gateway;

    private ProxyServers(string folder) => Folder = folder;

    public string Folder { get; }

    public Uri Answers { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    public Uri Nginx { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    public Uri Gateway { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    public static async Task<ProxyServers> StartAsync(string service, IReadOnlyList<string> addresses, CancellationToken ct)
    {
        var host = Environment.GetEnvironmentVariable("TRACKER_HOST_ASSEMBLY") ?? throw new InvalidOperationException("Run it as: ./tracker bench");
        var servers = new ProxyServers(Directory.CreateDirectory($"/var/tmp/tracker-gateway-{Environment.ProcessId}").FullName);
        try
        {
            servers.WriteFiles();
            servers.StartNginx("answers", Resource.Text("answers.conf"));
            servers.StartNginx("proxy", Resource.Text("proxy.conf"));
            var variables = addresses.ToDictionary(name => name, _ => servers.Answers.ToString());
            variables["PORT"] = servers.Gateway.Port.ToString(CultureInfo.InvariantCulture);
            variables["HOST"] = "127.0.0.1";
            // As in its container.
            variables["DOTNET_GCgen0size"] = "0x800000";
            variables["TRACKER_DATA"] = servers.Folder;
            servers.gateway = KillableServer.Start(host, ["serve", service], variables, new Uri(servers.Gateway, "/health"));
            await servers.gateway.ReadyAsync(ct);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public TimeSpan GatewayProcessorTime() => gateway!.ProcessorTime;

    public long GatewayResidentBytes() => gateway!.ResidentBytes;

    /// <summary>Of the workers of the proxy.</summary>
    public TimeSpan NginxProcessorTime()
    {
        var master = nginx[1].Id;
        var workers = File.ReadAllText($"/proc/{master}/task/{master}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds(workers.Sum(Ticks) / TicksPerSecond);
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        foreach (var process in nginx)
        {
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static double Ticks(string process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private void WriteFiles()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "www/api/v1/tasks")).FullName;
        var tasks = Enumerable.Range(1, 20).Select(id =>
            $$"""
            {"id":{{id}},"title":"Task {{id}}","description":"A description","status":"todo","priority":"medium","is_completed":false,
            "due_date":null,"owner_id":1,"created_at":"2026-01-01T00:00:00.000Z","updated_at":"2026-01-01T00:00:00.000Z"}
            """);
        File.WriteAllText(Path.Combine(folder, "page"), $$"""{"tasks":[{{string.Join(',', tasks)}}],"total":40,"skip":0,"limit":20}""");
        File.WriteAllBytes(Path.Combine(folder, "large"), new byte[LargeBytes]);
        File.WriteAllText(Path.Combine(Folder, "www/health"), "{}");
    }

    private void StartNginx(string name, string configuration)
    {
        var file = Path.Combine(Folder, $"{name}.conf");
        File.WriteAllText(file, configuration
            .Replace("FOLDER", Folder, StringComparison.Ordinal)
            .Replace("WORKERS", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("ANSWERS", Answers.Authority, StringComparison.Ordinal)
            .Replace("PROXY", Nginx.Authority, StringComparison.Ordinal));
        nginx.Add(Process.Start(new ProcessStartInfo("nginx", ["-c", file, "-e", Path.Combine(Folder, $"{name}.log")])
        {
            UseShellExecute = false,
            Environment = { ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin" },
        })!);
    }
}
