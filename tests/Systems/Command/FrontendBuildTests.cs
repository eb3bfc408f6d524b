using Shouldly;

namespace Tracker.Tests.Systems.Command;

/// <summary>
/// When <c>./tracker</c> builds the front end: in a checkout with a built host, whose npm, node and dotnet only say what they do.
/// </summary>
public sealed class FrontendBuildTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("tracker-web-").FullName;
    private readonly string tools;
    private readonly string log;

    public FrontendBuildTests()
    {
        (tools, log) = (Path.Combine(root, "tools"), Path.Combine(root, "log"));
        var host = Directory.CreateDirectory(Path.Combine(root, "artifacts", "host", "1"));
        File.CreateSymbolicLink(Path.Combine(root, "artifacts", "host", "current"), "1");
        File.Copy(Path.Combine(TrackerProcess.Checkout, "tracker"), Path.Combine(root, "tracker"));
        WriteSource("src/Systems/One/tracker.conf", "name: one\ndefault: one\nfrontend: site\n");
        WriteSource("src/Systems/Two/tracker.conf", "name: two\n");
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json" })
        {
            WriteSource(name, "");
        }

        WriteSource("web/package-lock.json", "{}");
        WriteSource("web/src/app.ts", "1");
        WriteSource("web/public/icon.svg", "");
        File.WriteAllText(Path.Combine(host.FullName, "stamp"), "");
        Directory.CreateDirectory(tools);
        WriteTool("dotnet", """echo "host $2 $3 ${FRONTEND_FOLDER-none}" """);
        WriteTool("node", $"echo \"node $1\" >>{log}");
        WriteTool("npm", $$"""
            echo "npm $1" >>{{log}}
            [ "$1" != ci ] || mkdir -p node_modules
            [ "$1" != run ] || { grep -q broken src/app.ts && { echo "app.ts is broken"; exit 1; }; mkdir -p dist; cp src/app.ts dist; }
            """);
    }

    private string Current => Path.GetFullPath(
        Path.Combine(root, "artifacts", "web", File.ResolveLinkTarget(Path.Combine(root, "artifacts", "web", "current"), true)!.Name, "files"));

    [Fact]
    public async Task The_front_end_is_built_once_until_a_source_changes()
    {
        (await RunAsync("up")).ShouldBe($"host up  {Current}");
        (await RunAsync("up")).ShouldBe($"host up  {Current}");
        Steps().ShouldBe(["npm ci", "npm run"]);
        var first = Current;

        WriteSource("web/src/app.ts", "2", changedNow: true);
        (await RunAsync("serve", "one/site")).ShouldBe($"host serve one/site {Current}");

        Steps().ShouldBe(["npm ci", "npm run", "npm run"]);
        Current.ShouldNotBe(first);
        (File.ReadAllText(Path.Combine(first, "app.ts")), File.ReadAllText(Path.Combine(Current, "app.ts"))).ShouldBe(("1", "2"));
    }

    [Fact]
    public async Task Packages_are_installed_again_when_the_lock_file_changes()
    {
        await RunAsync("up");
        WriteSource("web/package-lock.json", "{ }", changedNow: true);
        await RunAsync("up");

        Steps().ShouldBe(["npm ci", "npm run", "npm ci", "npm run"]);
    }

    [Theory]
    [InlineData("up", "two")]
    [InlineData("up", "nothing")]
    [InlineData("serve", "one/api")]
    [InlineData("serve", "two/site")]
    [InlineData("user", "add")]
    public async Task Commands_without_the_front_end_do_not_build_it(string command, string argument)
    {
        (await RunAsync(command, argument)).ShouldBe($"host {command} {argument} none");

        Steps().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_given_folder_is_served_without_a_build()
    {
        var (_, output, _) = await StartAsync(new() { ["FRONTEND_FOLDER"] = "/mine" }, "up");

        output.ShouldBe("host up  /mine");
        Steps().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_build_that_fails_leaves_the_last_one()
    {
        await RunAsync("up");
        var last = Current;
        WriteSource("web/src/app.ts", "broken", changedNow: true);

        var (code, output, errors) = await StartAsync([], "up");

        (code, output).ShouldBe((0, $"host up  {last}"));
        errors.ShouldContain("app.ts is broken");
        errors.ShouldEndWith("The last front end that could be built is served.");
        Directory.GetDirectories(Path.Combine(root, "artifacts", "web")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Without_npm_the_host_starts_without_a_front_end()
    {
        File.Delete(Path.Combine(tools, "npm"));

        var (code, output, errors) = await StartAsync([], "up");

        (code, output).ShouldBe((0, "host up  none"));
        errors.ShouldBe("The front end cannot be built: npm is missing. Install package npm.");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, errors) = await StartAsync([], arguments);
        code.ShouldBe(0, errors);
        return output;
    }

    private Task<(int ExitCode, string Output, string Errors)> StartAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        // The folders of the system have no npm of their own here.
        foreach (var name in new[]
        {
            "cat", "chmod", "cmp", "cp", "date", "dirname", "env", "find", "flock", "grep", "head", "id", "ln", "ls", "mkdir", "mv", "readlink",
            "rm", "sed", "sh", "sort", "tail", "touch", "xargs",
        })
        {
            File.Delete(Path.Combine(tools, name));
            File.CreateSymbolicLink(Path.Combine(tools, name), $"/usr/bin/{name}");
        }

        variables["PATH"] = tools;
        return TrackerProcess.EndOfAsync(
            TrackerProcess.StartProgram("/bin/sh", variables, [Path.Combine(root, "tracker"), .. arguments]), "");
    }

    private string[] Steps() =>
        File.Exists(log) ? [.. File.ReadLines(log).Where(line => line.StartsWith("npm", StringComparison.Ordinal))] : [];

    // Older than the stamps, unless it changes after a build.
    private void WriteSource(string path, string text, bool changedNow = false)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        if (changedNow)
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(1));
        }
    }

    private void WriteTool(string name, string script)
    {
        var file = Path.Combine(tools, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
