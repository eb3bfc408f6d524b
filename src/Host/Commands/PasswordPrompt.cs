using System.Text;

namespace Tracker.Host.Commands;

/// <summary>
/// Reads a password: from a terminal without echo, else the first line of standard input. An argument or a variable would leave it in the
/// shell's history and in <c>ps</c>.
/// </summary>
internal static class PasswordPrompt
{
    public static string Read() => Console.IsInputRedirected ? Console.In.ReadLine() ?? "" : Typed();

    private static string Typed()
    {
        Console.Error.Write("Password: ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
