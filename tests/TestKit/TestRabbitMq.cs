using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tracker.Tests.TestKit;

/// <summary>
/// A real RabbitMQ for the test process, from the distribution's package, with a separate epmd, on loopback only: started on first use (2–3
/// s) and removed when the process ends. The next test process removes a broker left behind by a killed one.
/// </summary>
public sealed class TestRabbitMq : IAsyncDisposable
{
    private const string FolderPrefix = "tracker-test-rabbitmq-";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly Lazy<Task<TestRabbitMq>> SharedBroker = new(StartAsync);
    private readonly string folder;
    private readonly int epmdPort = FreePort.Take();
    private readonly int distributionPort = FreePort.Take();

    private TestRabbitMq(string folder) => this.folder = folder;

    /// <summary>The loopback port.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>The URL in the form of <c>RABBITMQ_URL</c>.</summary>
    public string Url => $"amqp://guest:guest@127.0.0.1:{Port}/";

    /// <summary>The broker shared by all tests of the process: each test uses unique names and leaves the broker running.</summary>
    public static Task<TestRabbitMq> SharedAsync() => SharedBroker.Value;

    /// <summary>Starts a separate broker for a test that stops or kills it.</summary>
    public static async Task<TestRabbitMq> StartAsync()
    {
        RemoveLeftovers();
        var home = Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(home);
        var broker = new TestRabbitMq(home);
        await broker.ConfigureAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(home);
        Launch(home, "epmd", "epmd", "-port", $"{broker.epmdPort}", "-address", "127.0.0.1");
        await broker.RestartAsync();
        return broker;
    }

    /// <summary>Restarts the broker with its data after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public async Task RestartAsync()
    {
        Launch(folder, "broker", Path.Combine(Installed(), "rabbitmq-server"));
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (watch.Elapsed > Patience || !IsAlive(folder, "broker"))
            {
                throw new InvalidOperationException($"RabbitMQ did not start: see {folder}/broker.log");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Stops the broker like an operator.</summary>
    public Task StopAsync() => SignalAsync("-TERM");

    /// <summary>Kills the broker like a power cut.</summary>
    public Task KillAsync() => SignalAsync("-KILL");

    /// <summary>Freezes the broker, like an unreachable network.</summary>
    public void Freeze() => Kill(folder, "broker", "-STOP");

    /// <summary>Resumes the broker after <see cref="Freeze"/>.</summary>
    public void Thaw() => Kill(folder, "broker", "-CONT");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Remove(folder);
        return ValueTask.CompletedTask;
    }

    private async Task ConfigureAsync()
    {
        await WriteAsync("owner.pid", $"{Environment.ProcessId}");
        await WriteAsync("plugins", "[].");
        await WriteAsync("environment", "");
        await WriteAsync("rabbitmq.conf", $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            distribution.listener.interface = 127.0.0.1
            log.file.level = warning
            """);
        await WriteAsync("variables", $"""
            RABBITMQ_NODENAME=tracker{Port}@localhost
            RABBITMQ_MNESIA_BASE={folder}/mnesia
            RABBITMQ_LOG_BASE={folder}/log
            RABBITMQ_CONFIG_FILE={folder}/rabbitmq.conf
            RABBITMQ_CONF_ENV_FILE={folder}/environment
            RABBITMQ_ENABLED_PLUGINS_FILE={folder}/plugins
            RABBITMQ_DIST_PORT={distributionPort}
            RUNNING_UNDER_SYSTEMD=true
            ERL_EPMD_ADDRESS=127.0.0.1
            ERL_EPMD_PORT={epmdPort}
            HOME={folder}
            """);
        if (Environment.UserName == "root")
        {
            using var chown = Process.Start("chown", ["-R", "rabbitmq", folder]);
            await chown.WaitForExitAsync();
        }
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text);

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        Kill(folder, "broker", signal);
        // The first thread may have exited while another, in the middle of a write, still holds the port.
        while (IsAlive(folder, "broker") || await AnswersAsync())
        {
            await Task.Delay(10);
        }
    }

    /// <summary>
    /// Starts a program that becomes the server itself, in a new session, with its pid beside it; its streams go to a file.
    /// </summary>
    private static void Launch(string folder, string name, params string[] command)
    {
        string[] user = Environment.UserName == "root" ? ["setpriv", "--reuid=rabbitmq", "--regid=rabbitmq", "--init-groups"] : [];
        const string Script = """cd "$1"; echo $$ >"$1/$2.pid"; log="$1/$2.log"; shift 2; exec setsid "$@" </dev/null >>"$log" 2>&1""";
        string[] arguments = ["-c", Script, "launch", folder, name, .. user, .. command];
        var start = new ProcessStartInfo("sh", arguments) { UseShellExecute = false };
        foreach (var line in File.ReadLines(Path.Combine(folder, "variables")))
        {
            start.Environment[line.Split('=', 2)[0]] = line.Split('=', 2)[1];
        }

        using var process = Process.Start(start)!;
        while (!IsAlive(folder, name))
        {
            Thread.Sleep(1);
        }
    }

    private static int? Pid(string folder, string name)
    {
        var file = Path.Combine(folder, name + ".pid");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    // An exited process stays a zombie until its parent reaps it.
    private static bool IsAlive(string folder, string name) =>
        Pid(folder, name) is { } pid
            && File.Exists($"/proc/{pid}/stat")
            && !ReadOrEmpty($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal)
        && ReadOrEmpty($"/proc/{pid}/environ") is var environment
            && (environment.Length == 0 || environment.Contains(folder, StringComparison.Ordinal));

    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void Kill(string folder, string name, string signal)
    {
        if (IsAlive(folder, name))
        {
            using var kill = Process.Start("kill", [signal, $"{Pid(folder, name)}"]);
            kill.WaitForExit();
        }
    }

    private static void Remove(string folder)
    {
        Kill(folder, "broker", "-KILL");
        Kill(folder, "epmd", "-KILL");
        for (var i = 0; i < 100 && (IsAlive(folder, "broker") || IsAlive(folder, "epmd")); i++)
        {
            Thread.Sleep(20);
        }

        if (Directory.Exists(folder))
        {
            // Not awaited: a process that takes 10 s to exit counts as a failed run.
            Process.Start("rm", ["-rf", folder]).Dispose();
        }
    }

    private static void RemoveLeftovers()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            if (Pid(left, "owner") is { } owner && !Directory.Exists($"/proc/{owner}"))
            {
                Remove(left);
            }
        }
    }

    // The wrapper of the package on the PATH requires root or rabbitmq and changes users itself.
    private static string Installed() =>
        Directory.Exists("/usr/lib/rabbitmq/lib")
            ? Directory.GetDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*")
                .Select(version => Path.Combine(version, "sbin")).Single()
            : throw new InvalidOperationException("RabbitMQ is not installed: ./tracker test installs it.");
}
