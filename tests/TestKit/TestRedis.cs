using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Tracker.Tests.TestKit;

/// <summary>
/// A real Redis for one test, from the distribution's package, without persistence; the test may kill and freeze it. The next test process
/// removes one left behind by a killed one.
/// </summary>
public sealed class TestRedis : IAsyncDisposable
{
    private const string FolderPrefix = "tracker-test-redis-";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private readonly string folder;
    private readonly int port;
    private IReadOnlyList<string> arguments = ["--save", ""];

    private TestRedis(string folder, int port) => (this.folder, this.port) = (folder, port);

    /// <summary>The URL in the form of <c>REDIS_URL</c>.</summary>
    public string Url => $"redis://{Address}";

    public string Address => $"127.0.0.1:{port}";

    public static Task<TestRedis> StartAsync() => StartAsync((_, _) => { });

    /// <summary>Starts a replica.</summary>
    /// <param name="primary">The server to replicate.</param>
    public static Task<TestRedis> StartReplicaAsync(TestRedis primary) =>
        StartAsync((redis, _) => redis.arguments = [.. redis.arguments, "--replicaof", "127.0.0.1", $"{primary.port}"]);

    /// <summary>Starts a server that also accepts TLS connections.</summary>
    /// <param name="certificate">The certificate, with its key.</param>
    /// <param name="tlsPort">The port for TLS.</param>
    public static Task<TestRedis> StartTlsAsync(X509Certificate2 certificate, int tlsPort) => StartAsync((redis, folder) =>
    {
        var (chain, key) = (Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));
        File.WriteAllText(chain, certificate.ExportCertificatePem());
        File.WriteAllText(key, certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        redis.arguments =
            [.. redis.arguments, "--tls-port", $"{tlsPort}", "--tls-cert-file", chain, "--tls-key-file", key, "--tls-auth-clients", "no"];
    });

    /// <summary>Starts a Sentinel that alone decides on a failover, one second after the primary stops answering.</summary>
    /// <param name="service">The name of the primary in the Sentinel.</param>
    /// <param name="primary">The primary; its replicas are found through it.</param>
    public static Task<TestRedis> StartSentinelAsync(string service, TestRedis primary) => StartAsync((redis, folder) =>
    {
        var file = Path.Combine(folder, "sentinel.conf");
        File.WriteAllText(
            file,
            $"""
            sentinel monitor {service} 127.0.0.1 {primary.port} 1
            sentinel down-after-milliseconds {service} 1000
            sentinel failover-timeout {service} 5000

            """);
        redis.arguments = [file, "--sentinel"];
    });

    private static async Task<TestRedis> StartAsync(Action<TestRedis, string> prepare)
    {
        RemoveLeftovers();
        var folder = Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "owner.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var redis = new TestRedis(folder, FreePort.Take());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        prepare(redis, folder);
        await redis.StartAgainAsync();
        return redis;
    }

    /// <summary>Restarts the server on the same port after <see cref="Kill()"/>, without data.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(
            "redis-server",
            [
                .. arguments, "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder,
                "--daemonize", "yes", "--pidfile", PidFile(folder), "--logfile", Path.Combine(folder, "log"),
            ]);
        using (var starting = Process.Start(start)
            ?? throw new InvalidOperationException("Redis is not installed: ./tracker test installs it."))
        {
            await starting.WaitForExitAsync();
        }

        var watch = Stopwatch.StartNew();
        while (await CommandAsync("PING") != "PONG")
        {
            if (watch.Elapsed > StartLimit)
            {
                throw new TimeoutException(await File.ReadAllTextAsync(Path.Combine(folder, "log")));
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Kills the server: connections break, data is lost.</summary>
    public void Kill() => Kill(folder);

    /// <summary>Freezes the server: connections stay open and nothing answers.</summary>
    public void Freeze() => Signal("-STOP", folder);

    public void Thaw() => Signal("-CONT", folder);

    /// <summary>Runs a command with redis-cli.</summary>
    /// <returns>The answer as text.</returns>
    public async Task<string> CommandAsync(params string[] command)
    {
        var start = new ProcessStartInfo("redis-cli", ["-p", $"{port}", .. command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var client = Process.Start(start)!;
        var answer = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return answer.TrimEnd('\n');
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Remove(folder);
        return ValueTask.CompletedTask;
    }

    private static string PidFile(string folder) => Path.Combine(folder, "redis.pid");

    private static void RemoveLeftovers()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            var owner = Path.Combine(left, "owner.pid");
            if (File.Exists(owner)
                && int.TryParse(File.ReadAllText(owner), CultureInfo.InvariantCulture, out var pid)
                && !Directory.Exists($"/proc/{pid}"))
            {
                Remove(left);
            }
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Kill(folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Kill(string folder)
    {
        var id = Signal("-KILL", folder);
        while (id is not null && IsRedis(id))
        {
            Thread.Sleep(5);
        }

        File.Delete(PidFile(folder));
    }

    /// <returns>The process that received the signal; null for none.</returns>
    private static string? Signal(string signal, string folder)
    {
        if (!File.Exists(PidFile(folder)) || File.ReadAllText(PidFile(folder)).Trim() is not { Length: > 0 } id || !IsRedis(id))
        {
            return null;
        }

        using var kill = Process.Start("kill", [signal, id]);
        kill.WaitForExit();
        return id;
    }

    /// <summary>The process id may belong to another process by now.</summary>
    private static bool IsRedis(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Contains("redis-server", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
