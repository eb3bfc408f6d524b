using System.Diagnostics;

namespace Tracker.Fire;

/// <summary>One service as a process of its own (<c>serve</c>), to be killed.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process) => this.process = process;

    public bool Runs => !process.HasExited;

    /// <summary>Starts it with these variables and no others.</summary>
    /// <param name="service">For instance <c>task-tracker/worker</c>.</param>
    /// <param name="variables">Its configuration.</param>
    public static ServiceProcess Start(string service, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tracker.Host.dll"), "serve", service])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = Environment.GetEnvironmentVariable("HOME");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        // Nobody reads the log; a full pipe would stop the service.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServiceProcess(process);
    }

    /// <summary>SIGKILL: no handler, no clean-up.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (Runs)
        {
            Kill();
        }

        process.Dispose();
    }
}
