using System.Diagnostics;
using System.Runtime.InteropServices;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>Programs of the machine that the embedded PostgreSQL is made with.</summary>
internal static partial class Tool
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it wrote, both streams together.</returns>
    /// <exception cref="StartException">There is no such program.</exception>
    public static (int ExitCode, string Output) Run(string program, params IEnumerable<string> arguments) => Run(program, "/", "", arguments);

    /// <summary>Runs a program to its end, in a folder, with a text on its standard input.</summary>
    public static (int ExitCode, string Output) Run(string program, string folder, string input, IEnumerable<string> arguments)
    {
        using var process = Start(program, folder, arguments, redirect: true);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, (output + errors.Result).Trim());
    }

    /// <summary>Runs a program that takes its time to its end; giving up ends it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments, which everybody on the machine can read.</param>
    /// <param name="variables">Its variables, which its own user alone can read.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, CancellationToken ct)
    {
        using var process = Start(program, "/", arguments, redirect: true, variables);
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, (output + await errors).Trim());
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Starts a program without the variables that would steer PostgreSQL elsewhere (<c>PGDATA</c>,
    /// <c>PGPORT</c>, …) or into another language.</summary>
    public static Process Start(string program, string folder, IEnumerable<string> arguments, bool redirect = false, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new StartException($"Cannot run {program}: {e.Message}.", e);
        }
    }

    /// <summary>Sends a signal; a process that is gone already is no fault.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Signal(int process, int signal);

    /// <summary>Gives a file a second name on the same disk.</summary>
    /// <returns>0, or -1 with the reason in errno.</returns>
    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string file, string name);
}
