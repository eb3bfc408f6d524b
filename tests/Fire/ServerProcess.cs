using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tracker.Fire;

/// <summary>A server in a process of its own, which can be killed and started again on the same port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ProcessStartInfo start;
    private readonly string probe;
    private Process process;

    private ServerProcess(ProcessStartInfo start, int port, string probe)
    {
        (this.start, this.probe) = (start, probe);
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        process = Launch();
    }

    public Uri Url { get; }

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Starts the flagship's <c>api</c> as a container would.</summary>
    public static ServerProcess Api(string databaseUrl, string dataFolder)
    {
        var port = FreePort();
        var start = Dotnet("Tracker.Host.dll", "serve", "task-tracker/api");
        start.Environment["DATABASE_URL"] = databaseUrl;
        start.Environment["JWT_SECRET_KEY"] = "a-signing-secret-under-fire-0123456789";
        start.Environment["TRACKER_DATA"] = dataFolder;
        start.Environment["HOST"] = "127.0.0.1";
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PASSWORD_HASH_COST"] = "4";
        start.Environment["RATE_LIMIT_PER_MINUTE"] = "0";
        return new ServerProcess(start, port, "/health/ready");
    }

    /// <summary>Starts the bare endpoint.</summary>
    public static ServerProcess Floor(string folder)
    {
        var port = FreePort();
        return new ServerProcess(Dotnet("Tracker.Fire.dll", "floor", folder, port.ToString(CultureInfo.InvariantCulture)), port, "/");
    }

    /// <summary>Waits until it answers.</summary>
    public async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(probe);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && waited.Elapsed < Patience)
            {
                // It is still starting.
            }

            await Task.Delay(20);
        }
    }

    /// <summary>SIGKILL, and a new process at once.</summary>
    public async Task KillAndRestartAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        var killed = process;
        process = Launch();
        killed.Dispose();
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static ProcessStartInfo Dotnet(string assembly, params string[] arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Launch()
    {
        var launched = Process.Start(start)!;
        // Nobody reads its log; a full pipe would stop it.
        launched.BeginOutputReadLine();
        return launched;
    }
}
